using System.Globalization;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// Floating-point numbers from <see cref="Low"/> to <see cref="High"/>, both included. With <see cref="Log"/> they are drawn
/// uniformly in the logarithm; with a step only low, low + step, ... are possible, or low, low * step, ... when both are given.
/// </summary>
public sealed record FloatDistribution : Distribution
{
    // How far from the grid, in steps, a value may lie and still be taken as on it; far from zero rounding alone is larger.
    private const double GridTolerance = 1e-8, RoundingTolerance = 1e-15;

    // Above 2^53 the index of a grid point is no exact double any more.
    private const double MostIntervals = 9007199254740992;

    /// <summary>Creates the distribution.</summary>
    /// <param name="low">The smallest value, finite; above 0 with <paramref name="log"/>.</param>
    /// <param name="high">The largest value, finite; lowered to the last one that the step reaches.</param>
    /// <param name="log">Draw uniformly in the logarithm.</param>
    /// <param name="step">The distance between values, above 0; with <paramref name="log"/> the ratio between values, above 1. Null for any value.</param>
    /// <exception cref="ArgumentException">The range is empty or not finite, the step is too small, or a logarithm of 0 or less is asked for.</exception>
    public FloatDistribution(double low, double high, bool log = false, double? step = null)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high)) throw new ArgumentException($"low and high must be finite, but low is {Text(low)} and high is {Text(high)}");
        if (low > high) throw new ArgumentException($"low must not be above high, but low is {Text(low)} and high is {Text(high)}");
        if (log && low <= 0) throw new ArgumentException($"a logarithmic range must start above 0, but low is {Text(low)}");
        if (step is { } given && !(given > (log ? 1 : 0) && double.IsFinite(given)))
            throw new ArgumentException(log
                ? $"the step of a logarithmic range is the ratio between its values and must be above 1, but is {Text(given)}"
                : $"step must be above 0, but is {Text(given)}");
        (Low, High, Log, Step) = (low, high, log, step);
        if (step is { } size)
        {
            double intervals = log ? (Math.Log(high) - Math.Log(low)) / Math.Log(size) : high / size - low / size;
            if (!(intervals <= MostIntervals)) throw new ArgumentException($"a step of {Text(size)} is too small for the range from {Text(low)} to {Text(high)}");
            Intervals = Math.Floor(intervals + Math.Max(GridTolerance, log ? 0 : RoundingTolerance * Math.Abs(high / size)));
            High = Math.Min(high, OnGrid(Intervals));
        }
    }

    /// <summary>The smallest value.</summary>
    public double Low { get; }

    /// <summary>The largest value; with a step, the last one that it reaches.</summary>
    public double High { get; }

    /// <summary>True when values are drawn uniformly in the logarithm.</summary>
    public bool Log { get; }

    /// <summary>The distance between values, with <see cref="Log"/> their ratio; null when any value in the range is possible.</summary>
    public double? Step { get; }

    /// <inheritdoc/>
    public override bool IsSingle => Low == High;

    /// <inheritdoc/>
    public override double Count => IsSingle ? 1 : Step is null ? double.PositiveInfinity : Intervals + 1;

    private double Intervals { get; }

    /// <inheritdoc/>
    public override bool Contains(double value)
    {
        if (!(value >= Low && value <= High)) return false;
        if (Step is not { } step) return true;
        double index = Log ? (Math.Log(value) - Math.Log(Low)) / Math.Log(step) : value / step - Low / step;
        double rounding = RoundingTolerance * Math.Max(Math.Abs(value / step), Math.Abs(Low / step));
        return Math.Abs(index - Math.Round(index)) <= Math.Max(GridTolerance, Log ? 0 : rounding);
    }

    /// <inheritdoc/>
    public override double FromUnit(double unit)
    {
        if (Step is not null) return Math.Min(OnGrid(Math.Clamp(Math.Floor(unit * (Intervals + 1)), 0, Intervals)), High);
        // Lerp weighs both ends instead of their difference, which overflows when the range is wider than the largest double.
        double value = Log ? Math.Exp(double.Lerp(Math.Log(Low), Math.Log(High), unit)) : double.Lerp(Low, High, unit);
        return Math.Clamp(value, Low, High);
    }

    /// <inheritdoc/>
    public override double ToUnit(double value)
    {
        value = Math.Clamp(value, Low, High);
        if (IsSingle) return 0.5;
        if (Step is { } step) return (Math.Round(Log ? Math.Log(value / Low) / Math.Log(step) : value / step - Low / step) + 0.5) / (Intervals + 1);
        // Halves, since the width of the widest range is no double.
        return Log ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) : (value / 2 - Low / 2) / (High / 2 - Low / 2);
    }

    /// <inheritdoc/>
    public override object? ToExternal(double value) => value;

    /// <inheritdoc/>
    public override double ToInternal(object? value) => value switch
    {
        double number => number,
        int number => number,
        _ => throw new ArgumentException($"a number is expected, not {Scalar.Describe(value)}"),
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"float {Text(Low)}..{Text(High)}{(Log ? " log" : "")}{(Step is { } step ? $" step {Text(step)}" : "")}";

    internal override string? WhyIncompatible(Distribution other) =>
        other is not FloatDistribution floats ? "it was a float" : floats.Log != Log ? $"log was {(Log ? "true" : "false")}" : null;

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "float");
        writer.WriteNumber("low", Low);
        writer.WriteNumber("high", High);
        if (Log) writer.WriteBoolean("log", true);
        if (Step is { } step) writer.WriteNumber("step", step);
        writer.WriteEndObject();
    }

    // Decimal arithmetic gives 0.3 where doubles give 0.1 + 2 * 0.1 = 0.30000000000000004.
    private double OnGrid(double index)
    {
        double step = Step!.Value;
        if (Log) return Low * Math.Pow(step, index);
        return IsDecimal(Low) && IsDecimal(step) && IsDecimal(High) && index < 1e12
            ? (double)((decimal)Low + (decimal)index * (decimal)step)
            : Low + index * step;
    }

    private static bool IsDecimal(double value) => value == 0 || (Math.Abs(value) is > 1e-12 and < 1e12 && (double)(decimal)value == value);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
