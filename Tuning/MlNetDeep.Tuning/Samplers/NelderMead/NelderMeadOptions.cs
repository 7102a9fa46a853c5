namespace MlNetDeep.Tuning;

/// <summary>How a <see cref="NelderMeadSampler"/> searches.</summary>
public sealed record NelderMeadOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>How often the search may begin anew elsewhere before it ends, at least 0. Default null: without end.</summary>
    public int? MaxRestarts { get; init; }

    /// <summary>By how much, relative to its size, the best loss must fall to count as an improvement; at least 0. Default 0.001.</summary>
    public double NoImprovementThreshold { get; init; } = 0.001;

    /// <summary>After how many moves of the simplex without improvement the search begins anew, at least 1. Default null: five, and two for each dimension.</summary>
    public int? MaxIterationsWithoutImprovement { get; init; }

    /// <summary>After how many moves of the simplex the search begins anew in any case, at least 1. Default null: no limit.</summary>
    public int? MaxIterationsPerRestart { get; init; }

    /// <summary>The edge of the first simplex as a share of each range, above 0 and at most 0.5. Default 0.2.</summary>
    public double InitialSize { get; init; } = 0.2;

    /// <summary>How far the worst point is reflected through the middle of the others, above 0. Default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>How far a good reflection is extended, above <see cref="Alpha"/>. Default 2.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>How far the worst point is drawn to the middle of the others, above -1 and below 0. Default -0.5.</summary>
    public double Rho { get; init; } = -0.5;

    /// <summary>To which part the simplex shrinks towards its best point, above 0 and below 1. Default 0.5.</summary>
    public double Sigma { get; init; } = 0.5;

    internal void Validate()
    {
        if (MaxRestarts < 0) throw new ArgumentOutOfRangeException(nameof(MaxRestarts), FormattableString.Invariant($"the number of restarts must not be negative, but is {MaxRestarts}"));
        if (!(NoImprovementThreshold >= 0)) throw new ArgumentOutOfRangeException(nameof(NoImprovementThreshold), FormattableString.Invariant($"the threshold of improvement must not be negative, but is {NoImprovementThreshold}"));
        if (MaxIterationsPerRestart < 1) throw new ArgumentOutOfRangeException(nameof(MaxIterationsPerRestart), FormattableString.Invariant($"a search needs at least 1 move, not {MaxIterationsPerRestart}"));
        if (MaxIterationsWithoutImprovement < 1) throw new ArgumentOutOfRangeException(nameof(MaxIterationsWithoutImprovement), FormattableString.Invariant($"at least 1 move without improvement must be allowed, not {MaxIterationsWithoutImprovement}"));
        if (!(InitialSize > 0 && InitialSize <= 0.5)) throw new ArgumentOutOfRangeException(nameof(InitialSize), FormattableString.Invariant($"the initial size must be above 0 and at most 0.5, but is {InitialSize}"));
        if (!(Alpha > 0 && double.IsFinite(Alpha))) throw new ArgumentOutOfRangeException(nameof(Alpha), FormattableString.Invariant($"alpha must be above 0, but is {Alpha}"));
        if (!(Gamma > Alpha && double.IsFinite(Gamma))) throw new ArgumentOutOfRangeException(nameof(Gamma), FormattableString.Invariant($"gamma must be above alpha, {Alpha}, but is {Gamma}"));
        if (!(Rho > -1 && Rho < 0)) throw new ArgumentOutOfRangeException(nameof(Rho), FormattableString.Invariant($"rho must be above -1 and below 0, but is {Rho}"));
        if (!(Sigma > 0 && Sigma < 1)) throw new ArgumentOutOfRangeException(nameof(Sigma), FormattableString.Invariant($"sigma must be above 0 and below 1, but is {Sigma}"));
    }
}
