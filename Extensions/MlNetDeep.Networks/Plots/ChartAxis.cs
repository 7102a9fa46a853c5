using System.Globalization;

namespace MlNetDeep.Networks;

/// <summary>Maps the numbers of one axis to pixels and chooses round numbers for its ticks.</summary>
internal sealed class ChartAxis
{
    private static readonly double[] s_roundSteps = [1, 2, 5, 10];

    private readonly double _from;
    private readonly double _to;
    private readonly bool _logarithmic;
    private readonly double _start;
    private readonly double _length;

    /// <summary>Makes an axis over some numbers; of a logarithmic one those above 0.</summary>
    public ChartAxis(IEnumerable<double> numbers, bool logarithmic, double start, double length)
    {
        double[] shown = [.. numbers.Where(number => double.IsFinite(number) && (!logarithmic || number > 0)).Select(number => logarithmic ? Math.Log10(number) : number)];
        (_from, _to) = shown.Length > 0 ? (shown.Min(), shown.Max()) : (0, 1);
        // A line that stays where it is lies in the middle.
        if (_to - _from < 1e-12 * Math.Max(1, Math.Abs(_to))) (_from, _to) = (_from - 0.5, _to + 0.5);
        (_logarithmic, _start, _length) = (logarithmic, start, length);
    }

    public bool Shows(double number) => double.IsFinite(number) && (!_logarithmic || number > 0);

    public double Pixel(double number) => _start + ((_logarithmic ? Math.Log10(number) : number) - _from) / (_to - _from) * _length;

    public IEnumerable<(double Pixel, string Text)> Ticks()
    {
        double raw = (_to - _from) / 6, magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = s_roundSteps.Select(factor => factor * magnitude).First(candidate => candidate >= raw);
        if (_logarithmic) step = Math.Max(1, Math.Round(step));
        for (double tick = Math.Ceiling(_from / step - 1e-9) * step; tick <= _to + 1e-9 * step; tick += step)
        {
            // Sums of steps miss zero by a rounding.
            double number = Math.Abs(tick) < 1e-9 * step ? 0 : tick;
            yield return (_start + (number - _from) / (_to - _from) * _length, (_logarithmic ? Math.Pow(10, number) : number).ToString("G4", CultureInfo.InvariantCulture));
        }
    }
}
