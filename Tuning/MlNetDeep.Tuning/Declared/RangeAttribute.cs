namespace MlNetDeep.Tuning;

/// <summary>
/// A property of an options class that a trial sets to a number of a range: <c>[Range(16, 512, log: true)] public int Units { get; set; }</c>.
/// An integer range for integer properties, a floating-point range for float and double; see <see cref="IntDistribution"/> and
/// <see cref="FloatDistribution"/>.
/// </summary>
/// <param name="low">The smallest value.</param>
/// <param name="high">The largest value.</param>
/// <param name="log">Draw uniformly in the logarithm.</param>
/// <param name="step">The distance between values, with <paramref name="log"/> their ratio; 0 (the default) for any value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double low, double high, bool log = false, double step = 0) : Attribute
{
    /// <summary>The smallest value.</summary>
    public double Low { get; } = low;

    /// <summary>The largest value.</summary>
    public double High { get; } = high;

    /// <summary>True to draw uniformly in the logarithm.</summary>
    public bool Log { get; } = log;

    /// <summary>The distance between values, or their ratio; 0 for any value.</summary>
    public double Step { get; } = step;
}
