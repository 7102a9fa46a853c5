namespace MlNetDeep.Networks;

/// <summary>Reports after each batch and at the end of each epoch how far the training is.</summary>
public sealed class ProgressCallback : Callback
{
    private readonly Action<TrainingProgress> _report;

    /// <summary>Creates the callback with a method that is called on the training's thread.</summary>
    /// <param name="report">Receives the reports; it delays the training while it runs.</param>
    public ProgressCallback(Action<TrainingProgress> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _report = report;
    }

    /// <summary>Creates the callback with a receiver such as <see cref="Progress{T}"/>.</summary>
    /// <param name="progress">Receives the reports.</param>
    public ProgressCallback(IProgress<TrainingProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        _report = progress.Report;
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context) => Report(context, null);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Report(context, context.History[^1]);
    }

    private void Report(TrainingContext context, EpochResult? result)
    {
        ArgumentNullException.ThrowIfNull(context);
        _report(new TrainingProgress(
            context.Epoch, context.Options.Epochs, context.Batch, context.BatchesPerEpoch, context.MeanLoss, context.Optimizer.LearningRate, result));
    }
}
