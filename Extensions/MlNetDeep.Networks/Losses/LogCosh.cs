using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The mean of log(cosh(output - target)): like the squared error halved near zero and the absolute error less log 2 beyond, smooth
/// everywhere. It never overflows.
/// </summary>
public sealed class LogCosh : ElementwiseLoss
{
    private const float Log2 = 0.6931472f;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets)
    {
        Tensor difference = output - targets;
        return difference + Ops.Softplus(difference * -2f) - Log2;
    }
}
