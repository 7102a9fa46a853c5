namespace MlNetDeep.Tuning;

/// <summary>How a <see cref="CostFrugalSampler"/> searches.</summary>
public sealed record CostFrugalOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>
    /// Where the search starts: an int, double or choice by the name of its parameter; what a cheap trial has, such as few units and
    /// layers. Numbers that are not given start in the middle of their range (on its scale), choices at random. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Start { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>The first step as a share of each range, above 0 and at most 1. Default 0.1.</summary>
    public double InitialStep { get; init; } = 0.1;

    /// <summary>The step, as a share of each range, below which a local search has converged and another begins; above 0 and below <see cref="InitialStep"/>. Default 0.0001.</summary>
    public double LeastStep { get; init; } = 1e-4;

    /// <summary>
    /// Where the cost of a trial is found; restarts keep near what was cheap. Default <see cref="TrialCost.None"/>: every trial costs
    /// the same, and the search is the same in every run.
    /// </summary>
    public TrialCost Cost { get; init; } = TrialCost.None;

    /// <summary>The user attribute with the cost, at least 0, for <see cref="TrialCost.UserAttribute"/>. Default "cost".</summary>
    public string CostAttribute { get; init; } = "cost";

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Start);
        foreach ((string name, object? value) in Start)
            if (!Scalar.IsSupported(value)) throw new ArgumentException($"a start is made of strings, booleans, integers, doubles or null, but '{name}' is {Scalar.Describe(value)}", nameof(Start));
        if (!(InitialStep > 0 && InitialStep <= 1)) throw new ArgumentOutOfRangeException(nameof(InitialStep), FormattableString.Invariant($"the initial step must be above 0 and at most 1, but is {InitialStep}"));
        if (!(LeastStep > 0 && LeastStep < InitialStep)) throw new ArgumentOutOfRangeException(nameof(LeastStep), FormattableString.Invariant($"the least step must be above 0 and below the initial step of {InitialStep}, but is {LeastStep}"));
        if (!Enum.IsDefined(Cost)) throw new ArgumentOutOfRangeException(nameof(Cost), FormattableString.Invariant($"unknown source of costs {(int)Cost}"));
        ArgumentException.ThrowIfNullOrEmpty(CostAttribute);
    }
}
