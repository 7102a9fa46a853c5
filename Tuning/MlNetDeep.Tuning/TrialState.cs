namespace MlNetDeep.Tuning;

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>A worker evaluates it.</summary>
    Running,

    /// <summary>Enqueued, or interrupted and to be taken up again; the next free worker takes it.</summary>
    Waiting,

    /// <summary>Finished with a value for each objective.</summary>
    Complete,

    /// <summary>Stopped early because it was not promising.</summary>
    Pruned,

    /// <summary>
    /// Stopped early, but the pruner may have it go on from its checkpoint later (<see cref="IPruner.Promote"/>). Until then it
    /// counts as pruned.
    /// </summary>
    Paused,

    /// <summary>Ended by an exception, by a value that is no number, or by the end of its process.</summary>
    Failed,
}
