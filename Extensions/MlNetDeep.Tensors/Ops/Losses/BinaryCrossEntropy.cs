namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The cross-entropy between probabilities and targets, <c>-(t log p + (1 - t) log(1 - p))</c>, with logarithms of at least -100
    /// as in PyTorch, so that a wrong 0 or 1 has a finite loss. Where there are logits,
    /// <see cref="BinaryCrossEntropyWithLogits"/> is more accurate.
    /// </summary>
    /// <param name="probabilities">Any shape, 0 to 1; beyond, the loss is NaN.</param>
    /// <param name="targets">The same shape, 0 to 1.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the probabilities, such as [N, 1] for one per sample;
    /// null (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the probabilities. The targets have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor BinaryCrossEntropy(Tensor probabilities, Tensor targets, Reduction reduction = Reduction.Mean, Tensor? weights = null) =>
        PairLoss("BinaryCrossEntropy", LossFunction.BinaryCrossEntropy, probabilities, targets, reduction, weights);
}
