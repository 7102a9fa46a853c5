namespace MlNetDeep.Tuning;

/// <summary>Numbers along an axis, or their logarithms, with round numbers for ticks.</summary>
internal sealed class NumberScale : Scale
{
    private const int WantedTicks = 6;

    // From this ratio on, values near the smallest one could no longer be told apart on a linear scale.
    private const double LogarithmicRatio = 100;

    private readonly double _from, _to, _unit;
    private readonly bool _isLog, _isWhole;

    /// <summary>Makes a scale over all of some numbers that it can show: finite ones, on a logarithmic scale those above 0.</summary>
    public NumberScale(IEnumerable<double> values, bool isLog = false, bool isWhole = false, double padding = 0.04)
    {
        (_isLog, _isWhole) = (isLog, isWhole);
        double[] shown = [.. values.Where(Shows)];
        (double low, double high) = shown.Length > 0 ? (shown.Min(), shown.Max()) : isLog ? (1, 10) : (0, 1);
        // The width of the widest range is no double.
        _unit = !isLog && Math.Max(Math.Abs(low), Math.Abs(high)) > 1e300 ? 1e10 : 1;
        (low, high) = (Coordinate(low), Coordinate(high));
        if (high - low <= 1e-9 * Math.Abs(high)) (low, high) = (low - Math.Max(0.5, Math.Abs(low) * 0.1), high + Math.Max(0.5, Math.Abs(high) * 0.1));
        (_from, _to) = (low - padding * (high - low), high + padding * (high - low));
    }

    /// <summary>A scale for values of an objective, logarithmic where they spread over orders of magnitude.</summary>
    public static NumberScale OfObjective(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return new NumberScale(finite, finite.Length > 0 && finite.Min() > 0 && finite.Max() / finite.Min() > LogarithmicRatio);
    }

    public override IReadOnlyList<(double Place, string Text)> Ticks => [.. (_isLog ? LogTicks() : LinearTicks(_from, _to)).Where(Shows).Select(value => (Place(value), PlotText.Number(value)))];

    public override double Place(double value) => Shows(value) ? (Coordinate(value) - _from) / (_to - _from) : double.NaN;

    private bool Shows(double value) => double.IsFinite(value) && (!_isLog || value > 0);

    private double Coordinate(double value) => _isLog ? Math.Log10(value) : value / _unit;

    private IEnumerable<double> LinearTicks(double from, double to)
    {
        double raw = (to - from) / WantedTicks, magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = magnitude * (raw <= magnitude ? 1 : raw <= 2 * magnitude ? 2 : raw <= 5 * magnitude ? 5 : 10);
        if (_isWhole) step = Math.Max(1, step);
        for (double i = Math.Ceiling(from / step); i * step <= to; i++) yield return i * step * _unit + 0.0;   // zero without the sign that the first multiple may have
    }

    private IEnumerable<double> LogTicks()
    {
        double decades = _to - _from;
        double[] factors = decades >= 2 ? [1] : [1, 2, 5];
        int step = Math.Max(1, (int)Math.Ceiling(decades / WantedTicks));
        double[] ticks = [.. Enumerable.Range((int)Math.Floor(_from), (int)Math.Ceiling(decades) + 2).Where(decade => decade % step == 0)
            .SelectMany(decade => factors.Select(factor => factor * Math.Pow(10, decade))).Where(tick => Math.Log10(tick) >= _from && Math.Log10(tick) <= _to)];
        return ticks.Length >= 2 ? ticks : LinearTicks(Math.Pow(10, _from), Math.Pow(10, _to));
    }
}
