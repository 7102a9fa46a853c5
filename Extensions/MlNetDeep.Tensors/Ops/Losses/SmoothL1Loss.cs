namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The absolute error, rounded off near zero; the loss of box coordinates in Fast R-CNN (Girshick 2015): with
    /// <c>d = output - target</c>, <c>d^2 / (2 beta)</c> up to <c>|d| = beta</c>, then <c>|d| - beta / 2</c>. It is
    /// <see cref="HuberLoss"/> divided by beta.
    /// </summary>
    /// <param name="output">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="beta">Where the loss becomes linear, at least 0; 0 is the absolute error. Default 1.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the output, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the output. The target has a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Beta is not in its range.</exception>
    public static Tensor SmoothL1Loss(Tensor output, Tensor target, float beta = 1, Reduction reduction = Reduction.Mean, Tensor? weights = null)
    {
        CheckAtLeastZero("SmoothL1Loss", nameof(beta), beta);
        return PairLoss("SmoothL1Loss", beta == 0 ? LossFunction.AbsoluteError : LossFunction.SmoothL1, output, target, reduction, weights, first: beta);
    }
}
