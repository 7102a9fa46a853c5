using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

/// <summary>
/// A range that random numbers are drawn from, all equally likely. One number converts to the range from its negative to itself, a pair
/// to both ends: <c>0.2f</c>, <c>(-0.1f, 0.3f)</c>.
/// </summary>
/// <param name="Low">The lower end, finite.</param>
/// <param name="High">The upper end, finite and at least the lower.</param>
[JsonConverter(typeof(FloatRangeConverter))]
public readonly record struct FloatRange(float Low, float High)
{
    /// <summary>Makes the range from -value to value.</summary>
    /// <param name="value">The upper end.</param>
    public static implicit operator FloatRange(float value) => new(-value, value);

    /// <summary>Makes a range of a pair.</summary>
    /// <param name="range">The lower and the upper end.</param>
    public static implicit operator FloatRange((float Low, float High) range) => new(range.Low, range.High);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"[{Low}, {High}]");

    /// <summary>Whether the ends are in order and within limits.</summary>
    internal bool Within(float minimum, float maximum) => float.IsFinite(Low) && float.IsFinite(High) && Low >= minimum && High <= maximum && Low <= High;

    /// <summary>The number at a share of the way from the lower to the upper end.</summary>
    internal float At(float share) => Low + (High - Low) * share;
}
