using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The mean of 100 * |output - target| / max(|target|, 1e-7), in percent as in Keras: for positive numbers of very different size.
/// </summary>
public sealed class MeanAbsolutePercentageError : ElementwiseLoss
{
    // Keras' epsilon, so that a target of 0 has a finite loss.
    private const float Smallest = 1e-7f;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) =>
        Ops.Abs(output - targets) / Ops.Clamp(Ops.Abs(targets), Smallest) * 100f;
}
