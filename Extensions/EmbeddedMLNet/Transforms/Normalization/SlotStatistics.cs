namespace Microsoft.ML.Transforms;

/// <summary>Extremes, mean and spread of one slot, NaN left out; the mean and the spread by Welford's running sums.</summary>
internal struct SlotStatistics
{
    private long _count;
    private double _minimum;
    private double _maximum;
    private double _mean;
    private double _squares;

    public void Add(double value)
    {
        if (double.IsNaN(value)) return;
        _minimum = _count == 0 ? value : Math.Min(_minimum, value);
        _maximum = _count == 0 ? value : Math.Max(_maximum, value);
        _count++;
        double difference = value - _mean;
        _mean += difference / _count;
        _squares += difference * (value - _mean);
    }

    /// <summary>The offset and scale of y = (x - offset) * scale; a slot that never varies is scaled to 0.</summary>
    public readonly (double Offset, double Scale) Finish(NormalizationKind kind)
    {
        double variance = _count == 0 ? 0 : _squares / _count;
        return kind switch
        {
            NormalizationKind.MinMax => (_minimum, Inverse(_maximum - _minimum)),
            NormalizationKind.MaximumAbsolute => (0, Inverse(Math.Max(Math.Abs(_minimum), Math.Abs(_maximum)))),
            NormalizationKind.RootMeanSquare => (0, Inverse(Math.Sqrt(variance + (_mean * _mean)))),
            _ => (_mean, Inverse(Math.Sqrt(variance))),
        };
    }

    private static double Inverse(double value) => value > 0 && double.IsFinite(1 / value) ? 1 / value : 0;
}
