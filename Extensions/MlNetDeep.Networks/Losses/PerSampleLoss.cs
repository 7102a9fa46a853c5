using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A loss that is the mean over samples, each with its weight: sum(weight * loss) / sum(weight).</summary>
public abstract class PerSampleLoss : Loss
{
    /// <inheritdoc/>
    public sealed override bool UsesSampleWeights => true;

    /// <summary>Computes the loss of each sample.</summary>
    /// <param name="output">The network's output, [N, ...].</param>
    /// <param name="batch">The batch with its labels or targets.</param>
    /// <returns>[N].</returns>
    /// <exception cref="ArgumentException">The batch lacks what the loss compares with, or shapes differ.</exception>
    public abstract Tensor PerSample(Tensor output, Batch batch);

    /// <inheritdoc/>
    public override Tensor Compute(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Tensor losses = PerSample(output, batch);
        if (losses.Shape != new Shape(batch.Count))
            throw new InvalidOperationException($"{GetType().Name}.PerSample must return one loss for each sample, [{batch.Count}]; it returned {losses.Shape}");
        if (batch.SampleWeights is null) return Ops.Mean(losses);
        // Samples that weigh nothing together have a mean over nothing: 0, as the weight of such a batch is.
        double sum = WeightOf(batch);
        return Ops.Sum(losses * Tensor.From(batch.SampleWeights, [batch.Count])) * (float)(sum > 0 ? 1 / sum : 0);
    }
}
