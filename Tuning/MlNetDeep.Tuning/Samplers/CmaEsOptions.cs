namespace MlNetDeep.Tuning;

/// <summary>How <see cref="CmaEsSampler"/> searches.</summary>
public sealed record CmaEsOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>The standard deviation of the first generation as a share of each range, above 0 and at most 1. Default 1/6.</summary>
    public double InitialSigma { get; init; } = 1.0 / 6;

    /// <summary>The trials of a generation, at least 4. Default null: 4 + 3 ln(dimensions).</summary>
    public int? PopulationSize { get; init; }

    /// <summary>What happens when a run has converged. Default <see cref="RestartStrategy.Ipop"/>.</summary>
    public RestartStrategy Restarts { get; init; } = RestartStrategy.Ipop;

    /// <summary>
    /// Learn a variance for each parameter and no correlations: faster where there are many parameters that hardly interact
    /// (Ros and Hansen, "A Simple Modification in CMA-ES Achieving Linear Time and Space Complexity", 2008). Default false.
    /// </summary>
    public bool Separable { get; init; }

    /// <summary>
    /// Trials of another study, with the same objective's direction and parameters of the same names, whose best tenth the first
    /// distribution is fitted to (Nomura et al., "Warm Starting CMA-ES for Hyperparameter Optimization", 2021). Trials that are not
    /// complete or lack a parameter are left out. Default none.
    /// </summary>
    public IReadOnlyList<TrialRecord> WarmStart { get; init; } = [];

    internal void Validate()
    {
        if (!(InitialSigma > 0 && InitialSigma <= 1)) throw new ArgumentOutOfRangeException(nameof(InitialSigma), FormattableString.Invariant($"the initial sigma must be above 0 and at most 1, but is {InitialSigma}"));
        if (PopulationSize is < 4) throw new ArgumentOutOfRangeException(nameof(PopulationSize), FormattableString.Invariant($"a generation needs at least 4 trials, but the population size is {PopulationSize}"));
        if (!Enum.IsDefined(Restarts)) throw new ArgumentOutOfRangeException(nameof(Restarts), FormattableString.Invariant($"unknown restart strategy {(int)Restarts}"));
        ArgumentNullException.ThrowIfNull(WarmStart);
    }
}
