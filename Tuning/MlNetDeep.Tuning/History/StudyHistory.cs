namespace MlNetDeep.Tuning;

/// <summary>What samplers and pruners may know of a study: its directions and a snapshot of its trials.</summary>
public sealed class StudyHistory
{
    private readonly Lock _gate = new();
    private Observations? _observations;
    private IReadOnlyList<TrialRecord>? _running;

    /// <summary>Creates a history of any trials, e.g. to try a sampler.</summary>
    /// <param name="directions">One direction for each objective.</param>
    /// <param name="trials">All trials in every state, ordered by number.</param>
    public StudyHistory(IReadOnlyList<Direction> directions, IReadOnlyList<TrialRecord> trials)
    {
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentNullException.ThrowIfNull(trials);
        (Directions, Trials) = (directions, trials);
    }

    internal StudyHistory(IReadOnlyList<Direction> directions, IReadOnlyList<TrialRecord> trials, Observations observations, IReadOnlyList<TrialRecord> running)
        : this(directions, trials) => (_observations, _running) = (observations, running);

    /// <summary>One direction for each objective.</summary>
    public IReadOnlyList<Direction> Directions { get; }

    /// <summary>All trials in every state, ordered by number; numbers that other workers are just creating may be absent.</summary>
    public IReadOnlyList<TrialRecord> Trials { get; }

    /// <summary>The trials that are complete, ordered by number.</summary>
    public IEnumerable<TrialRecord> Completed => Trials.Where(trial => trial.State == TrialState.Complete);

    /// <summary>
    /// The trials that run, ordered by number, with the parameters they have or are going to have: what a sampler must not propose
    /// once more. Those of other processes show what they have stored so far.
    /// </summary>
    public IReadOnlyList<TrialRecord> Running
    {
        get
        {
            lock (_gate) return _running ??= [.. Trials.Where(trial => trial.State == TrialState.Running)];
        }
    }

    /// <summary>What the trials that are complete, pruned or paused have shown, as columns.</summary>
    public Observations Observations
    {
        get
        {
            lock (_gate) return _observations ??= ObservationTable.Of(Directions, Trials);
        }
    }
}
