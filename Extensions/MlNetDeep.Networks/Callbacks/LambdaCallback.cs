namespace MlNetDeep.Networks;

/// <summary>A callback made of delegates, for what is too small for a class.</summary>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called once before the first epoch; null for nothing.</summary>
    public Action<TrainingContext>? TrainBegin { get; init; }

    /// <summary>Called before the first batch of an epoch; null for nothing.</summary>
    public Action<TrainingContext>? EpochBegin { get; init; }

    /// <summary>Called after each batch; null for nothing.</summary>
    public Action<TrainingContext>? BatchEnd { get; init; }

    /// <summary>Called before each validation; null for nothing.</summary>
    public Action<TrainingContext>? ValidationBegin { get; init; }

    /// <summary>Called after each validation; null for nothing.</summary>
    public Action<TrainingContext>? ValidationEnd { get; init; }

    /// <summary>Called after each epoch; null for nothing.</summary>
    public Action<TrainingContext>? EpochEnd { get; init; }

    /// <summary>Called once at the end; null for nothing.</summary>
    public Action<TrainingContext>? TrainEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => TrainBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context) => EpochBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context) => BatchEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnValidationBegin(TrainingContext context) => ValidationBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnValidationEnd(TrainingContext context) => ValidationEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context) => EpochEnd?.Invoke(context);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => TrainEnd?.Invoke(context);
}
