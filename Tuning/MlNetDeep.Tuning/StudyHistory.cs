namespace MlNetDeep.Tuning;

/// <summary>What samplers and pruners may know of a study: its directions and a snapshot of its trials.</summary>
/// <param name="Directions">One direction for each objective.</param>
/// <param name="Trials">All trials in every state, ordered by number; numbers that other workers are just creating may be absent.</param>
public sealed record StudyHistory(IReadOnlyList<Direction> Directions, IReadOnlyList<TrialRecord> Trials)
{
    /// <summary>The trials that are complete, ordered by number.</summary>
    public IEnumerable<TrialRecord> Completed => Trials.Where(trial => trial.State == TrialState.Complete);
}
