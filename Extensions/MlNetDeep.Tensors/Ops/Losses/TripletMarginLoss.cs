namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Makes an anchor closer to a positive than to a negative by a margin (Schroff et al. 2015), as in PyTorch:
    /// <c>max(0, d(anchor, positive) - d(anchor, negative) + margin)</c> with <see cref="PairwiseDistance"/>.
    /// </summary>
    /// <param name="anchor">[..., D].</param>
    /// <param name="positive">The same shape: embeddings of the anchors' classes.</param>
    /// <param name="negative">The same shape: embeddings of other classes.</param>
    /// <param name="margin">By how much the negative must be farther away, at least 0. Default 1.</param>
    /// <param name="swap">
    /// Whether the positive takes the anchor's place where it is closer to the negative (Balntas et al. 2016). Default false.
    /// </param>
    /// <param name="reduction">What becomes of the losses of the triplets. Default their mean.</param>
    /// <returns>A scalar, or without reduction one number per triplet.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not in its range.</exception>
    public static Tensor TripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative, float margin = 1, bool swap = false, Reduction reduction = Reduction.Mean)
    {
        const string operation = "TripletMarginLoss";
        const float epsilon = 1e-6f;
        CheckAtLeastZero(operation, nameof(margin), margin);
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(negative);
        if (anchor.Rank == 0 || anchor.Shape != positive.Shape || anchor.Shape != negative.Shape)
            ThrowShape(operation, "anchor, positive and negative are [..., D] of the same shape", anchor.Shape, positive.Shape, negative.Shape);
        Tensor near = RowDistance(operation, anchor, positive, epsilon, 0), far = RowDistance(operation, anchor, negative, epsilon, 0);
        if (swap) far = Minimum(far, RowDistance(operation, positive, negative, epsilon, 0));
        return PairLoss(operation, LossFunction.TripletMargin, near, far, reduction, first: margin);
    }
}
