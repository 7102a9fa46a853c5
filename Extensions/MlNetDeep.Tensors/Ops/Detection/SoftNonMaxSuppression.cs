namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Non-maximum suppression that lowers the scores of overlapping boxes rather than leaving them out (Bodla et al. 2017): the
    /// best box is taken, the score of each other one is multiplied by <c>exp(-IoU^2 / sigma)</c>, and so on with the best of the
    /// rest. Equal scores go by index.
    /// </summary>
    /// <param name="boxes">[n, 4] as x1, y1, x2, y2. A box with a NaN coordinate or without area overlaps nothing.</param>
    /// <param name="scores">[n], each at least 0; boxes with a NaN score are left out.</param>
    /// <param name="sigma">How wide the Gaussian is, above 0. Default 0.5.</param>
    /// <param name="maxOutput">The most boxes to take, at least 0. Default all.</param>
    /// <param name="scoreThreshold">Boxes whose score is not above it, at first or once lowered, are left out. Default 0.001.</param>
    /// <returns>The indices of the boxes in the order they were taken, and the scores they had then, which descend.</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is not above 0, the most boxes are fewer than 0, or the threshold is below 0 or NaN.</exception>
    public static (int[] Indices, float[] Scores) SoftNonMaxSuppression(Tensor boxes, Tensor scores, float sigma = 0.5f, int maxOutput = int.MaxValue, float scoreThreshold = 0.001f)
    {
        CheckScores("SoftNonMaxSuppression", boxes, scores);
        ArgumentOutOfRangeException.ThrowIfNegative(maxOutput);
        if (!(sigma > 0)) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, $"SoftNonMaxSuppression: sigma is above 0, but is {sigma}");
        if (!(scoreThreshold >= 0)) throw new ArgumentOutOfRangeException(nameof(scoreThreshold), scoreThreshold, $"SoftNonMaxSuppression: the score threshold is at least 0, but is {scoreThreshold}");
        return Backend.Current.SoftNonMaxSuppression(boxes.Storage, scores.Storage, sigma, maxOutput, scoreThreshold);
    }
}
