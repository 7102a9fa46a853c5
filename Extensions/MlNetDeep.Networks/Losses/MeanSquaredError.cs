using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The mean of (output - target)^2 over all numbers of the batch: the loss of regression.</summary>
public sealed class MeanSquaredError : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.MeanSquaredError(output, targets, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.MeanSquaredError(output, targets);
}
