namespace MlNetDeep.Tuning;

/// <summary>Options of <see cref="GaussianProcessSampler"/>.</summary>
public sealed record GaussianProcessOptions
{
    /// <summary>The number of trials that fill the space evenly before the model is asked; at least 1, 10 by default.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>The most trials that the model learns from; at least 20, 300 by default. The cost of a fit grows with its cube.</summary>
    public int MaxObservations { get; init; } = 300;

    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    internal void Validate()
    {
        if (StartupTrials < 1) throw new ArgumentException(FormattableString.Invariant($"StartupTrials must be at least 1, but is {StartupTrials}"));
        if (MaxObservations < 20) throw new ArgumentException(FormattableString.Invariant($"MaxObservations must be at least 20, but is {MaxObservations}"));
    }
}
