using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The loss of maximum-margin classification into two classes, max(0, 1 - t * output), as in Keras. The sign of the output is the class;
/// t is -1 or 1, from labels 0 and 1 or from targets, where 0 counts as -1.
/// </summary>
public sealed class Hinge : ElementwiseLoss
{
    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy { Binary = true }];

    /// <inheritdoc/>
    protected override bool TakesBinaryLabels => true;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.HingeLoss(output, targets, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.HingeLoss(output, targets);
}
