using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Extremes, mean and spread of one slot. The mean and the spread are Welford's running sums over the values that are not zero, with all
/// zeros, explicit and implicit, added in the end; infinite values and NaN are left out of them.
/// </summary>
internal struct SlotStatistics()
{
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private long _explicit;
    private long _infinite;
    private long _count;
    private double _mean;
    private double _squares;

    /// <summary>Takes an explicit value. NaN changes no extreme.</summary>
    public void Add(double value)
    {
        _explicit++;
        if (value < _minimum) _minimum = value;
        if (value > _maximum) _maximum = value;
        if (value == 0) return;
        if (!double.IsFinite(value))
        {
            _infinite++;
            return;
        }
        _count++;
        double difference = value - _mean;
        _mean += difference / _count;
        _squares += difference * (value - _mean);
    }

    /// <summary>
    /// The offset and scale of y = (x - offset) * scale, in the precision of the column; a slot that never varies is scaled to 0. For the
    /// distribution function, the mean and the standard deviation.
    /// </summary>
    public readonly (double Offset, double Scale) Finish<T>(NormalizationKind kind, long rows)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (kind is NormalizationKind.MinMax or NormalizationKind.MaximumAbsolute)
        {
            T lowest = T.CreateTruncating(_explicit < rows ? Math.Min(_minimum, 0) : _minimum);
            T highest = T.CreateTruncating(_explicit < rows ? Math.Max(_maximum, 0) : _maximum);
            if (!(highest > lowest)) return (0, 0);
            if (kind == NormalizationKind.MaximumAbsolute) return (0, double.CreateTruncating(T.One / T.Max(T.Abs(highest), T.Abs(lowest))));
            T scale = T.One / (highest - lowest);
            return (scale == T.Zero ? 0 : double.CreateTruncating(lowest), double.CreateTruncating(scale));
        }
        (long count, double mean, double squares) = WithZeros(rows - _infinite - _count);
        if (squares == 0 || count == 0) return (0, 0);
        double deviation = Math.Sqrt(squares / count);
        if (kind == NormalizationKind.NormalCdf) return (double.CreateTruncating(T.CreateTruncating(mean)), double.CreateTruncating(T.CreateTruncating(deviation)));
        if (kind == NormalizationKind.RootMeanSquare)
            return (0, squares / count == 0 ? 0 : double.CreateTruncating(T.One / T.CreateTruncating(Math.Sqrt((squares / count) + (mean * mean)))));
        T inverse = deviation == 0 ? T.Zero : T.One / T.CreateTruncating(deviation);
        return (inverse == T.Zero ? 0 : double.CreateTruncating(T.CreateTruncating(mean)), double.CreateTruncating(inverse));
    }

    private readonly (long Count, double Mean, double Squares) WithZeros(long zeros)
    {
        if (zeros == 0) return (_count, _mean, _squares);
        long count = _count + zeros;
        double mean = _mean - (_mean * zeros / count);
        return (count, mean, _squares + (_mean * mean * zeros));
    }
}
