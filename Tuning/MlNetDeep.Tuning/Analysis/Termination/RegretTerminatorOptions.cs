namespace MlNetDeep.Tuning;

/// <summary>When a <see cref="RegretTerminator"/> ends a search.</summary>
public sealed record RegretTerminatorOptions
{
    /// <summary>How many trials must be complete before the regret is judged; at least 2. Default 20.</summary>
    public int MinTrials { get; init; } = 20;

    /// <summary>The share of the trials, the best ones, that the regret is learned from, above 0 and up to 1, but at least <see cref="MinTrials"/>. Bad trials say little of how much better the best one could be. Default 0.5.</summary>
    public double BestShare { get; init; } = 0.5;

    /// <summary>
    /// A difference in the objective that does not matter, in its own unit and above 0: the search ends when the regret is below it. Null (default): the
    /// noise of the best trial, as its <see cref="Scores"/> show it.
    /// </summary>
    public double? Error { get; init; }

    /// <summary>
    /// The repeated scores of a trial, by which its noise is measured. Default: the first objective of its executions. For folds that are
    /// reported as steps, <c>trial => [.. trial.GetIntermediateValues().Values]</c>.
    /// </summary>
    public Func<TrialRecord, IReadOnlyList<double>> Scores { get; init; } = trial => [.. trial.ExecutionValues.Select(values => values[0])];

    internal void Validate()
    {
        if (MinTrials < 2) throw new ArgumentException(FormattableString.Invariant($"MinTrials must be at least 2, but is {MinTrials}"));
        if (!(BestShare is > 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"BestShare is above 0 and at most 1, not {BestShare}"));
        if (Error is { } error && !(error > 0 && double.IsFinite(error))) throw new ArgumentException(FormattableString.Invariant($"Error is a number above 0, not {error}"));
        ArgumentNullException.ThrowIfNull(Scores);
    }
}
