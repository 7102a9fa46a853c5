using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The mean of (output - target)^2 over all numbers of the batch: the loss of regression.</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override Tensor Compute(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        Tensor target = batch.Targets ?? throw new ArgumentException("MeanSquaredError needs a batch with targets; this data set has none", nameof(batch));
        if (output.Shape != target.Shape)
            throw new ArgumentException($"MeanSquaredError expects an output of the targets' shape {target.Shape}; received {output.Shape}", nameof(output));
        return Ops.MeanSquaredError(output, target);
    }
}
