namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Draws embeddings of the same class together and pushes others apart up to a margin (Hadsell et al. 2006):
    /// <c>(t d^2 + (1 - t) max(0, margin - d)^2) / 2</c> with the Euclidean distance <c>d = sqrt(sum((a - b)^2) + 1e-12)</c>.
    /// </summary>
    /// <param name="a">[..., D].</param>
    /// <param name="b">The same shape.</param>
    /// <param name="labels">One t per row, in the shape without the last axis: 1 for the same class, 0 for different ones.</param>
    /// <param name="margin">The distance from which on different classes are far enough apart, at least 0. Default 1.</param>
    /// <param name="reduction">What becomes of the losses of the pairs. Default their mean.</param>
    /// <returns>A scalar, or without reduction one number per pair.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not in its range.</exception>
    public static Tensor ContrastiveLoss(Tensor a, Tensor b, Tensor labels, float margin = 1, Reduction reduction = Reduction.Mean)
    {
        const float floor = 1e-12f;
        CheckAtLeastZero("ContrastiveLoss", nameof(margin), margin);
        CheckPairLabels("ContrastiveLoss", a, b, labels);
        return PairLoss("ContrastiveLoss", LossFunction.Contrastive, RowDistance("ContrastiveLoss", a, b, 0, floor), labels, reduction, first: margin);
    }
}
