using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The squared error near zero and the absolute error beyond, for regression with outliers (Huber 1964): with d = output - target,
/// d^2 / 2 up to |d| = delta, then delta * (|d| - delta / 2).
/// </summary>
public sealed class Huber : ElementwiseLoss
{
    /// <summary>Where the loss becomes linear, finite and above 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Delta { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.HuberLoss(output, targets, Delta, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.HuberLoss(output, targets, Delta);
}
