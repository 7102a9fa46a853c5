namespace MlNetDeep.Tuning;

/// <summary>
/// Values of an objective as colours, the best ones dark. The worst tenth shares the lightest colour: else one trial that went astray would
/// leave a single colour to all others.
/// </summary>
internal sealed class ColorScale
{
    private const double ShownPercentile = 90;

    private readonly NumberScale _scale;
    private readonly bool _isReversed;
    private readonly double _limit;

    public ColorScale(IEnumerable<double> values, Direction direction)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        _isReversed = direction == Direction.Maximize;
        _limit = Statistics.Percentile(finite, _isReversed ? 100 - ShownPercentile : ShownPercentile);
        double[] shown = [.. finite.Where(value => !IsWorse(value))];
        bool isLog = shown.Length > 0 && shown.Min() > 0 && shown.Max() / shown.Min() > 100;
        _scale = new NumberScale(shown, isLog, padding: 0);
    }

    public IReadOnlyList<(double Place, string Text)> Ticks => _scale.Ticks;

    public string Color(double value) => At(_scale.Place(IsWorse(value) ? _limit : value));

    /// <summary>The colour at a place of the scale.</summary>
    public string At(double place) => Palette.Viridis(_isReversed ? 1 - place : place);

    private bool IsWorse(double value) => _isReversed ? value < _limit : value > _limit;
}
