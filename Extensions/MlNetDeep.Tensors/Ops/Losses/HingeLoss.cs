namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The loss of maximum-margin classification, <c>max(0, 1 - t output)</c>, as in Keras.</summary>
    /// <param name="output">Any shape; its sign is the class.</param>
    /// <param name="labels">The same shape: -1 and 1, or 0 and 1, since a label of 0 is taken as -1.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the output, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the output. The gradient at a margin of exactly 1 is 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor HingeLoss(Tensor output, Tensor labels, Reduction reduction = Reduction.Mean, Tensor? weights = null) =>
        PairLoss("HingeLoss", LossFunction.Hinge, output, labels, reduction, weights);
}
