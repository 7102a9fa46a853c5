using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The mean of |output - target| over all numbers of the batch: regression towards the median, robust against outliers.</summary>
public sealed class MeanAbsoluteError : ElementwiseLoss
{
    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.MeanAbsoluteError(output, targets, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.MeanAbsoluteError(output, targets);
}
