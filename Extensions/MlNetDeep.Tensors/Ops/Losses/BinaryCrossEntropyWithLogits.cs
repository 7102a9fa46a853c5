namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The cross-entropy between the sigmoid of logits and targets, for yes-or-no labels:
    /// <c>-(w t log s + (1 - t) log(1 - s))</c>, <c>s = sigmoid(x)</c>, w the weight of positives. It never overflows.
    /// </summary>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">The same shape, 0 to 1.</param>
    /// <param name="options">Weights, label smoothing, reduction; null is the plain mean.</param>
    /// <returns>A scalar, or without reduction the shape of the logits. The targets have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is not in its range.</exception>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor targets, BinaryCrossEntropyOptions? options = null)
    {
        options ??= new();
        if (!(options.LabelSmoothing >= 0 && options.LabelSmoothing <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.LabelSmoothing, $"BinaryCrossEntropyWithLogits: label smoothing is 0 to 1, but is {options.LabelSmoothing}");
        return PairLoss("BinaryCrossEntropyWithLogits", LossFunction.BinaryCrossEntropyWithLogits, logits, targets, options.Reduction, options.Weights, options.PositiveWeights, options.LabelSmoothing);
    }
}
