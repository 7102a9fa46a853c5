namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// How far features are from those of the content image: the mean squared difference (Gatys, Ecker and Bethge 2016, up to a
    /// constant factor).
    /// </summary>
    /// <param name="features">Any shape.</param>
    /// <param name="target">The features of the content image, in the same shape.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor ContentLoss(Tensor features, Tensor target) => MeanSquaredDifference("ContentLoss", features, target);

    /// <summary>
    /// How far features are from a style: the mean squared difference between their Gram matrices and those of the style image
    /// (Gatys, Ecker and Bethge 2016, up to a constant factor).
    /// </summary>
    /// <param name="features">[N, H, W, C].</param>
    /// <param name="targetGram">[N, C, C], the <see cref="GramMatrix"/> of the features of the style image, which may have another size.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor StyleLoss(Tensor features, Tensor targetGram) => MeanSquaredDifference("StyleLoss", GramMatrix(features), targetGram);

    private static Tensor MeanSquaredDifference(string operation, Tensor value, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(target);
        if (value.Shape != target.Shape) ThrowShape(operation, "what is compared has one shape", value.Shape, target.Shape);
        return Mean(Square(Subtract(value, target)));
    }
}
