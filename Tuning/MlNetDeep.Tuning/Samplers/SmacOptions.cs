namespace MlNetDeep.Tuning;

/// <summary>The settings of <see cref="SmacSampler"/>.</summary>
public sealed record SmacOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>How many trials the initial design has, at least 2; 8 by default. They form a Latin hypercube.</summary>
    public int InitialTrials { get; init; } = 8;

    /// <summary>The number of trees of the forest, at least 2; 30 by default.</summary>
    public int Trees { get; init; } = 30;

    /// <summary>The share of trials after the initial design that are drawn at random, from 0 to 1; 0.04 by default.</summary>
    public double RandomShare { get; init; } = 0.04;

    /// <summary>How many random configurations the acquisition function compares for each trial, at least 1; 1,000 by default.</summary>
    public int Candidates { get; init; } = 1000;

    /// <summary>How many local searches start for each trial, 0 for none; 10 by default. Half start at the best trials, half at the best random configurations.</summary>
    public int LocalSearches { get; init; } = 10;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InitialTrials, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 2);
        if (!(RandomShare is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(RandomShare), RandomShare, FormattableString.Invariant($"the share of random trials is from 0 to 1, not {RandomShare}"));
        ArgumentOutOfRangeException.ThrowIfLessThan(Candidates, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(LocalSearches);
    }
}
