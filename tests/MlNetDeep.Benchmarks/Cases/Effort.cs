namespace MlNetDeep.Benchmarks.Cases;

/// <summary>How long a case is warmed up and measured.</summary>
internal sealed record Effort(double WarmUpSeconds, double Seconds, int MinimumRepeats)
{
    /// <summary>For a whole training step or prediction.</summary>
    public static readonly Effort Step = new(0.8, 0.8, 5);

    /// <summary>For one of many small operations that are measured by the same process.</summary>
    public static readonly Effort Operation = new(0.05, 0.15, 3);

    /// <summary>Only shows that a case runs.</summary>
    public static readonly Effort Smoke = new(0, 0, 1);
}
