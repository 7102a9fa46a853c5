namespace MlNetDeep.Networks;

/// <summary>How far a training is, as reported by <see cref="ProgressCallback"/>.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Batch">The batch of the epoch, from 1.</param>
/// <param name="Batches">The number of batches in an epoch.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="Result">The result of the epoch in the report at its end; null in the reports after batches.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, float LearningRate, EpochResult? Result);
