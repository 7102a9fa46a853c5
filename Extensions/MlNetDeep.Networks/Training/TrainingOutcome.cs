namespace MlNetDeep.Networks;

/// <summary>How a training ended, as <see cref="Callback.OnTrainEnd"/> sees it.</summary>
public enum TrainingOutcome
{
    /// <summary>It still runs.</summary>
    Running,

    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>A callback asked to stop.</summary>
    Stopped,

    /// <summary>The cancellation token was signalled; <see cref="Trainer.Fit"/> returns after the callbacks.</summary>
    Canceled,

    /// <summary>An exception ended it; <see cref="Trainer.Fit"/> throws it after the callbacks.</summary>
    Failed,
}
