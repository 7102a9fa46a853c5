using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// Erases a rectangle around a random pixel (T. DeVries and G. W. Taylor, "Improved Regularization of Convolutional Neural
/// Networks with Cutout", 2017). Near a border a part of it lies outside.
/// </summary>
/// <param name="Fraction">The sides as a part of width and height, 0 to 1.</param>
public sealed record RandomErase(float Fraction) : Augmentation
{
    /// <inheritdoc cref="RandomErase(float)"/>
    public float Fraction { get; init => field = AugmentationRange.Check(value, 0, 1, nameof(Fraction)); } = AugmentationRange.Check(Fraction, 0, 1);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int width = (int)MathF.Round(Fraction * plan.Width), height = (int)MathF.Round(Fraction * plan.Height);
        plan.Erase(random.Integer(0, plan.Width) - width / 2, random.Integer(1, plan.Height) - height / 2, width, height);
    }
}
