using System.Globalization;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// Integers from <see cref="Low"/> to <see cref="High"/>, both included. With <see cref="Log"/> they are drawn uniformly in
/// the logarithm; with a step only low, low + step, ... are possible, or low, low * step, ... when both are given.
/// </summary>
public sealed record IntDistribution : Distribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="low">The smallest value; at least 1 with <paramref name="log"/>.</param>
    /// <param name="high">The largest value; lowered to the last one that the step reaches.</param>
    /// <param name="log">Draw uniformly in the logarithm.</param>
    /// <param name="step">The distance between values, at least 1; the ratio between values when <paramref name="log"/> is set and it is at least 2.</param>
    /// <exception cref="ArgumentException">The range is empty, the step is below 1, or a logarithm of a number below 1 is asked for.</exception>
    public IntDistribution(int low, int high, bool log = false, int step = 1)
    {
        if (low > high) throw new ArgumentException($"low must not be above high, but low is {Text(low)} and high is {Text(high)}");
        if (step < 1) throw new ArgumentException($"step must be at least 1, but is {Text(step)}");
        if (log && low < 1) throw new ArgumentException($"a logarithmic range must start at 1 or above, but low is {Text(low)}");
        (Low, Log, Step) = (low, log, step);
        if (IsGeometric)
        {
            long last = low;
            int ratios = 0;
            for (; last * step <= high; ratios++) last *= step;
            (High, Intervals) = ((int)last, ratios);
        }
        else
        {
            Intervals = ((long)high - low) / step;
            High = (int)(low + Intervals * step);
        }
    }

    /// <summary>The smallest value.</summary>
    public int Low { get; }

    /// <summary>The largest value: the last one that the step reaches.</summary>
    public int High { get; }

    /// <summary>True when values are drawn uniformly in the logarithm.</summary>
    public bool Log { get; }

    /// <summary>The distance between values, or their ratio when <see cref="Log"/> is set and it is at least 2.</summary>
    public int Step { get; }

    /// <inheritdoc/>
    public override bool IsSingle => Low == High;

    /// <inheritdoc/>
    public override double Count => Intervals + 1d;

    private bool IsGeometric => Log && Step > 1;

    private long Intervals { get; }

    /// <inheritdoc/>
    public override bool Contains(double value)
    {
        if (!(value >= Low && value <= High) || value != Math.Floor(value)) return false;
        if (!IsGeometric) return ((long)value - Low) % Step == 0;
        long power = Low;
        while (power < value) power *= Step;
        return power == value;
    }

    /// <inheritdoc/>
    public override double FromUnit(double unit)
    {
        if (Log && !IsGeometric)
        {
            // Half a unit is added at both ends so that the rounded ends are as likely as their neighbours on the log scale.
            double log = double.Lerp(Math.Log(Low - 0.5), Math.Log(High + 0.5), unit);
            return Math.Clamp(Math.Round(Math.Exp(log)), Low, High);
        }
        double index = Math.Clamp(Math.Floor(unit * Count), 0, Intervals);
        return IsGeometric ? Low * Math.Round(Math.Pow(Step, index)) : Low + index * Step;
    }

    /// <inheritdoc/>
    public override double ToUnit(double value)
    {
        value = Math.Clamp(value, Low, High);
        if (IsGeometric) return (Math.Round(Math.Log(value / Low) / Math.Log(Step)) + 0.5) / Count;
        if (!Log) return (Math.Round((value - Low) / Step) + 0.5) / Count;
        double low = Math.Log(Low - 0.5), width = Math.Log(High + 0.5) - low;
        return ((Math.Log(value - 0.5) + Math.Log(value + 0.5)) / 2 - low) / width;
    }

    /// <inheritdoc/>
    public override object? ToExternal(double value) => (int)value;

    /// <inheritdoc/>
    public override double ToInternal(object? value) => value switch
    {
        int number => number,
        double number when number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue => number,
        _ => throw new ArgumentException($"an integer is expected, not {Scalar.Describe(value)}"),
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"int {Text(Low)}..{Text(High)}{(Log ? " log" : "")}{(Step > 1 ? $" step {Text(Step)}" : "")}";

    internal override string? WhyIncompatible(Distribution other) =>
        other is not IntDistribution ints ? "it was an integer" : ints.Log != Log ? $"log was {(Log ? "true" : "false")}" : null;

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "int");
        writer.WriteNumber("low", Low);
        writer.WriteNumber("high", High);
        if (Log) writer.WriteBoolean("log", true);
        if (Step != 1) writer.WriteNumber("step", Step);
        writer.WriteEndObject();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
