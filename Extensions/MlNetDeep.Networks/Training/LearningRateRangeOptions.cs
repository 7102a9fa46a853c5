namespace MlNetDeep.Networks;

/// <summary>How a <see cref="LearningRateRangeTest"/> goes through the rates.</summary>
public sealed record LearningRateRangeOptions
{
    /// <summary>The first rate, finite and above 0; 1e-7 by default.</summary>
    public float Lowest { get; init; } = 1e-7f;

    /// <summary>The last rate, above <see cref="Lowest"/>; 10 by default.</summary>
    public float Highest { get; init; } = 10;

    /// <summary>The number of steps, at least 10; 100 by default. When the data set is over, it begins again.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The number of samples in a step, at least 1; 32 by default. Take that of the training.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The seed of shuffling and dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many times the smallest loss ends the test, above 1; 4 by default.</summary>
    public float DivergenceFactor { get; init; } = 4;

    internal void Validate()
    {
        Check(float.IsFinite(Lowest) && Lowest > 0, nameof(Lowest), Lowest, "finite and above 0");
        Check(float.IsFinite(Highest) && Highest > Lowest, nameof(Highest), Highest, "finite and above Lowest");
        Check(Steps >= 10, nameof(Steps), Steps, "at least 10");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(DivergenceFactor > 1, nameof(DivergenceFactor), DivergenceFactor, "above 1");
    }

    private static void Check(bool holds, string name, object value, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"LearningRateRangeOptions.{name} must be {expected}, is {value}"));
    }
}
