using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A number that tells how good predictions are, reported for training and validation beside the loss.</summary>
public abstract class Metric
{
    /// <summary>The name in the history, for example <c>accuracy</c>; validation puts <c>val_</c> before it.</summary>
    public abstract string Name { get; }

    /// <summary>Computes the mean over the samples of a batch. Means of batches are averaged by their number of samples.</summary>
    /// <param name="output">The network's output, [N, ...].</param>
    /// <param name="batch">The batch with its labels or targets.</param>
    /// <returns>The mean.</returns>
    public abstract double Compute(Tensor output, Batch batch);
}
