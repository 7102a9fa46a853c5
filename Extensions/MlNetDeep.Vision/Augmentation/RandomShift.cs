using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// Moves pictures by a whole number of pixels in any direction, all distances equally likely: the same as cropping at random
/// from a padded picture. What comes in at a border is the picture mirrored.
/// </summary>
/// <param name="Fraction">The largest distance as a part of width and height, 0 to 1; 0.125 is 4 pixels of 32.</param>
public sealed record RandomShift(float Fraction) : Augmentation
{
    /// <inheritdoc cref="RandomShift(float)"/>
    public float Fraction { get; init => field = AugmentationRange.Check(value, 0, 1, nameof(Fraction)); } = AugmentationRange.Check(Fraction, 0, 1);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int x = (int)MathF.Round(Fraction * plan.Width), y = (int)MathF.Round(Fraction * plan.Height);
        plan.Shift(random.Integer(0, 2 * x + 1) - x, random.Integer(1, 2 * y + 1) - y);
    }
}
