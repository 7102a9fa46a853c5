namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// Adaptive instance normalisation, AdaIN (Huang and Belongie 2017): each channel of each sample of the content gets the mean
    /// and the deviation that it has in the style: <c>(x - mean(x)) / sd(x) * sd(style) + mean(style)</c> with
    /// <c>sd = sqrt(unbiased variance + epsilon)</c>, as in the authors' code.
    /// </summary>
    /// <param name="content">[N, H, W, C] with at least two positions.</param>
    /// <param name="style">[N, H', W', C] with at least two positions.</param>
    /// <param name="epsilon">Added to the variances, above 0. Default 1e-5.</param>
    /// <returns>The shape of the content.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public static Tensor AdaptiveInstanceNorm(Tensor content, Tensor style, float epsilon = 1e-5f)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(style);
        if (content.Rank != 4 || style.Rank != 4 || content.Shape[0] != style.Shape[0] || content.Shape[3] != style.Shape[3])
            ThrowShape("AdaptiveInstanceNorm", "content and style are [N, H, W, C] with equal N and C", content.Shape, style.Shape);
        long positions = (long)content.Shape[1] * content.Shape[2], stylePositions = (long)style.Shape[1] * style.Shape[2];
        if (positions < 2 || stylePositions < 2) ThrowShape("AdaptiveInstanceNorm", "a variance needs at least two positions", content.Shape, style.Shape);

        // Instance normalisation has the biased variance: b (n / (n - 1)) + epsilon = (n / (n - 1)) (b + epsilon (n - 1) / n).
        double biased = (positions - 1.0) / positions;
        Tensor normal = GroupNorm("AdaptiveInstanceNorm", SampleGeometry(content, content.Shape[3]), content, null, null, (float)(epsilon * biased));
        Tensor mean = Mean(style, [1, 2], keepDims: true), deviations = Subtract(style, mean);
        Tensor variance = Mean(Square(deviations), [1, 2], keepDims: true);
        // One square root for both: sd(style) sqrt((n - 1) / n).
        Tensor scale = Sqrt(Affine(variance, (float)(biased * stylePositions / (stylePositions - 1.0)), (float)(biased * epsilon)));
        return Add(Multiply(normal, scale), mean);
    }
}
