namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>The square of the hinge loss, <c>max(0, 1 - t output)^2</c>, as in Keras: smooth at the margin.</summary>
    /// <param name="output">Any shape; its sign is the class.</param>
    /// <param name="labels">The same shape: -1 and 1, or 0 and 1, since a label of 0 is taken as -1.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the output, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the output.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor SquaredHingeLoss(Tensor output, Tensor labels, Reduction reduction = Reduction.Mean, Tensor? weights = null) =>
        PairLoss("SquaredHingeLoss", LossFunction.SquaredHinge, output, labels, reduction, weights);
}
