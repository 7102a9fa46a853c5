using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The absolute error, rounded off near zero; the loss of box coordinates in Fast R-CNN (Girshick 2015): with d = output - target,
/// d^2 / (2 * beta) up to |d| = beta, then |d| - beta / 2. It is <see cref="Huber"/> divided by beta.
/// </summary>
public sealed class SmoothL1 : ElementwiseLoss
{
    /// <summary>Where the loss becomes linear, finite and at least 0; 0 is the absolute error; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Beta { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 1;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.SmoothL1Loss(output, targets, Beta, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.SmoothL1Loss(output, targets, Beta);
}
