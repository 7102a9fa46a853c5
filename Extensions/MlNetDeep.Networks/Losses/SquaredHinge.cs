using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The square of the hinge loss of two classes, max(0, 1 - t * output)^2, as in Keras: smooth at the margin. t is -1 or 1, from labels 0
/// and 1 or from targets, where 0 counts as -1.
/// </summary>
public sealed class SquaredHinge : ElementwiseLoss
{
    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy { Binary = true }];

    /// <inheritdoc/>
    protected override bool TakesBinaryLabels => true;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.SquaredHingeLoss(output, targets, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.SquaredHingeLoss(output, targets);
}
