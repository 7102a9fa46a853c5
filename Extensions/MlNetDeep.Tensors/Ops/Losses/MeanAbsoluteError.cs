namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The absolute error <c>|output - target|</c>, also called L1. The gradient where both are equal is 0.</summary>
    /// <param name="output">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the output, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the output. The target has a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MeanAbsoluteError(Tensor output, Tensor target, Reduction reduction = Reduction.Mean, Tensor? weights = null) =>
        PairLoss("MeanAbsoluteError", LossFunction.AbsoluteError, output, target, reduction, weights);
}
