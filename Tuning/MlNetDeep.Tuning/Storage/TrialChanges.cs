namespace MlNetDeep.Tuning;

/// <summary>The trials that changed since a revision of a study.</summary>
/// <param name="Revision">The revision that this answer leads to; hand it in next time.</param>
/// <param name="Trials">The trials that are new or changed, ordered by number.</param>
public sealed record TrialChanges(long Revision, IReadOnlyList<TrialRecord> Trials);
