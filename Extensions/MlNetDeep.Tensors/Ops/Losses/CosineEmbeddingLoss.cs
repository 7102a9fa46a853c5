namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Turns embeddings of similar pairs to each other and of dissimilar ones apart, as in PyTorch: <c>1 - cos(a, b)</c> for similar
    /// pairs, <c>max(0, cos(a, b) - margin)</c> for the others.
    /// </summary>
    /// <param name="a">[..., D].</param>
    /// <param name="b">The same shape.</param>
    /// <param name="labels">One per row, in the shape without the last axis: 1 for similar, -1 or 0 for dissimilar.</param>
    /// <param name="margin">The cosine below which a dissimilar pair is far enough apart, -1 to 1. Default 0.</param>
    /// <param name="reduction">What becomes of the losses of the pairs. Default their mean.</param>
    /// <returns>A scalar, or without reduction one number per pair.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not in its range.</exception>
    public static Tensor CosineEmbeddingLoss(Tensor a, Tensor b, Tensor labels, float margin = 0, Reduction reduction = Reduction.Mean)
    {
        if (!(margin >= -1 && margin <= 1)) throw new ArgumentOutOfRangeException(nameof(margin), margin, $"CosineEmbeddingLoss: the margin is -1 to 1, but is {margin}");
        CheckPairLabels("CosineEmbeddingLoss", a, b, labels);
        return PairLoss("CosineEmbeddingLoss", LossFunction.CosineEmbedding, RowCosine("CosineEmbeddingLoss", a, b), labels, reduction, first: margin);
    }

    private static void CheckPairLabels(string operation, Tensor a, Tensor b, Tensor labels)
    {
        CheckRowPairs(operation, a, b);
        ArgumentNullException.ThrowIfNull(labels);
        if (!labels.Shape.Dimensions.SequenceEqual(a.Shape.Dimensions[..^1])) ThrowShape(operation, "there is one label per pair of rows", a.Shape, b.Shape, labels.Shape);
    }
}
