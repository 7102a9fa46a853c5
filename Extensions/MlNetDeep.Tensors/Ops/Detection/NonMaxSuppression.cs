namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Keeps the best of boxes that overlap: in the order of their scores, equal ones by index, each box is kept unless its IoU
    /// with one kept before exceeds the threshold. As torchvision's nms.
    /// </summary>
    /// <param name="boxes">[n, 4] as x1, y1, x2, y2. A box with a NaN coordinate or without area overlaps nothing and is kept.</param>
    /// <param name="scores">[n]; boxes with a NaN score are left out.</param>
    /// <param name="iouThreshold">The largest overlap that two kept boxes may have.</param>
    /// <param name="maxOutput">The most boxes to keep, at least 0. Default all.</param>
    /// <param name="scoreThreshold">Boxes whose score is not above it are left out. Default negative infinity.</param>
    /// <returns>The indices of the kept boxes by descending score.</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The most boxes to keep are fewer than 0, or a threshold is NaN.</exception>
    public static int[] NonMaxSuppression(Tensor boxes, Tensor scores, float iouThreshold, int maxOutput = int.MaxValue, float scoreThreshold = float.NegativeInfinity) =>
        Suppress("NonMaxSuppression", boxes, scores, [], iouThreshold, maxOutput, scoreThreshold);

    /// <summary>
    /// <see cref="NonMaxSuppression"/> in which only boxes of the same class suppress each other, as torchvision's batched_nms.
    /// </summary>
    /// <param name="boxes">[n, 4] as x1, y1, x2, y2. A box with a NaN coordinate or without area overlaps nothing and is kept.</param>
    /// <param name="scores">[n]; boxes with a NaN score are left out.</param>
    /// <param name="classes">The class of each box, or the number of its image, or both as one number.</param>
    /// <param name="iouThreshold">The largest overlap that two kept boxes of a class may have.</param>
    /// <param name="maxOutput">The most boxes to keep of all classes together, at least 0. Default all.</param>
    /// <param name="scoreThreshold">Boxes whose score is not above it are left out. Default negative infinity.</param>
    /// <returns>The indices of the kept boxes by descending score.</returns>
    /// <exception cref="ArgumentException">A shape or the number of classes does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The most boxes to keep are fewer than 0, or a threshold is NaN.</exception>
    public static int[] BatchedNonMaxSuppression(Tensor boxes, Tensor scores, ReadOnlySpan<int> classes, float iouThreshold, int maxOutput = int.MaxValue, float scoreThreshold = float.NegativeInfinity)
    {
        CheckBoxes("BatchedNonMaxSuppression", boxes);
        if (classes.Length != boxes.Shape[0]) ThrowShape("BatchedNonMaxSuppression", $"each box has a class, but there are {classes.Length} classes", boxes.Shape);
        return Suppress("BatchedNonMaxSuppression", boxes, scores, classes, iouThreshold, maxOutput, scoreThreshold);
    }

    private static int[] Suppress(string name, Tensor boxes, Tensor scores, ReadOnlySpan<int> classes, float iouThreshold, int maxOutput, float scoreThreshold)
    {
        CheckScores(name, boxes, scores);
        ArgumentOutOfRangeException.ThrowIfNegative(maxOutput);
        if (float.IsNaN(iouThreshold)) throw new ArgumentOutOfRangeException(nameof(iouThreshold), iouThreshold, $"{name}: the IoU threshold is NaN");
        if (float.IsNaN(scoreThreshold)) throw new ArgumentOutOfRangeException(nameof(scoreThreshold), scoreThreshold, $"{name}: the score threshold is NaN");
        return Backend.Current.NonMaxSuppression(boxes.Storage, scores.Span, classes, iouThreshold, maxOutput, scoreThreshold);
    }

    private static void CheckScores(string name, Tensor boxes, Tensor scores)
    {
        CheckBoxes(name, boxes);
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Rank != 1 || scores.Shape[0] != boxes.Shape[0]) ThrowShape(name, "the boxes are [n, 4] and the scores [n]", boxes.Shape, scores.Shape);
    }
}
