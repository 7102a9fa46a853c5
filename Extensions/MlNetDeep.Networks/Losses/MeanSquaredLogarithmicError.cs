using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The mean of (log(1 + output) - log(1 + target))^2, as in Keras: the squared error of ratios, for numbers that grow by factors.
/// Output and target below 1e-7 count as 1e-7, where the output has no gradient.
/// </summary>
public sealed class MeanSquaredLogarithmicError : ElementwiseLoss
{
    // Keras' epsilon.
    private const float Smallest = 1e-7f;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.Square(Logarithm(output) - Logarithm(targets));

    private static Tensor Logarithm(Tensor x) => Ops.Log(Ops.Clamp(x, Smallest) + 1f);
}
