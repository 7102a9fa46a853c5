namespace MlNetDeep.Networks;

/// <summary>Watches a training and may end it. All methods are called on the thread of <see cref="Trainer.Fit"/>.</summary>
/// <remarks>Derive and override what you need; an instance may keep state, so use one for one training at a time.</remarks>
public abstract class Callback
{
    /// <summary>Called once before the first epoch.</summary>
    /// <param name="context">The state of the training.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>Called before the first batch of an epoch.</summary>
    /// <param name="context">The state of the training.</param>
    public virtual void OnEpochBegin(TrainingContext context)
    {
    }

    /// <summary>Called after each batch; the optimizer has made a step unless <see cref="TrainingOptions.AccumulatedBatches"/> makes it wait for more.</summary>
    /// <param name="context">The state of the training, with the batch and its loss.</param>
    public virtual void OnBatchEnd(TrainingContext context)
    {
    }

    /// <summary>Called before the validation of an epoch, with the weights that it measures; not when there is none.</summary>
    /// <param name="context">The state of the training.</param>
    public virtual void OnValidationBegin(TrainingContext context)
    {
    }

    /// <summary>Called after the validation of an epoch, before its result is in the history; not when there is none.</summary>
    /// <param name="context">The state of the training.</param>
    public virtual void OnValidationEnd(TrainingContext context)
    {
    }

    /// <summary>Called after the validation of an epoch; not for an epoch that a stop or a cancellation cut short.</summary>
    /// <param name="context">The state of the training, with the epoch's result last in the history.</param>
    public virtual void OnEpochEnd(TrainingContext context)
    {
    }

    /// <summary>Called once at the end, also after a cancellation or a failure.</summary>
    /// <param name="context">The state of the training, with its outcome.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// Writes what the callback has to remember for a training that is killed to go on as if it had not been; nothing by default.
    /// </summary>
    /// <param name="state">Receives it.</param>
    public virtual void Save(CallbackState state)
    {
    }

    /// <summary>Reads what <see cref="Save"/> wrote, after <see cref="OnTrainBegin"/>; nothing by default.</summary>
    /// <param name="state">What was written.</param>
    public virtual void Load(CallbackState state)
    {
    }

    /// <summary>Whether the training is to stop, and not to fail, when it diverges.</summary>
    internal virtual bool StopsOnDivergence => false;

    /// <summary>Called after every callback's <see cref="OnTrainBegin"/>, for one that wants an average of the weights to be kept.</summary>
    internal virtual WeightAverage? CreateAverage(TrainingContext context) => null;

    /// <summary>Called after every callback's <see cref="OnTrainBegin"/>, for one that puts the training back to where it was.</summary>
    internal virtual void OnResume(TrainingRun run)
    {
    }

    /// <summary>Called after every callback's <see cref="OnEpochEnd"/>, for one that saves the whole state of the training.</summary>
    internal virtual void OnEpochDone(TrainingRun run)
    {
    }
}
