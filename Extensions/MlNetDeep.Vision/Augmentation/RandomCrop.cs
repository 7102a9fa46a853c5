using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// Cuts out a random rectangle of a picture and stretches it to the picture's size, the random resized crop of C. Szegedy et
/// al., "Going deeper with convolutions", 2015. The area is uniform; the proportions are log-uniform among those of
/// <see cref="Aspect"/> with which a rectangle of that area fits into the picture; its place is uniform.
/// </summary>
/// <param name="Minimum">The smallest area as a part of the picture's, 0.01 to 1; 0.08 is usual for large photos.</param>
/// <param name="Maximum">The largest area, <paramref name="Minimum"/> to 1.</param>
public sealed record RandomCrop(float Minimum, float Maximum) : Augmentation
{
    /// <inheritdoc cref="RandomCrop(float, float)"/>
    public float Minimum { get; init => field = AugmentationRange.Check(value, 0.01f, 1, nameof(Minimum)); } = AugmentationRange.Check(Minimum, 0.01f, 1);

    /// <inheritdoc cref="RandomCrop(float, float)"/>
    public float Maximum { get; init => field = AugmentationRange.Check(value, 0.01f, 1, nameof(Maximum)); } = AugmentationRange.Check(Maximum, Minimum, 1);

    /// <summary>
    /// The smallest (0.01 to 1) and largest (1 to 100) width over height, relative to the picture's: 1 keeps its proportions.
    /// Default (3/4, 4/3).
    /// </summary>
    public (float Minimum, float Maximum) Aspect
    {
        get;
        init => field = (AugmentationRange.Check(value.Minimum, 0.01f, 1, nameof(Aspect)), AugmentationRange.Check(value.Maximum, 1, 100, nameof(Aspect)));
    } = (3 / 4f, 4 / 3f);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        float area = Minimum + (Maximum - Minimum) * random.Uniform(0);
        // Beyond these one side would be longer than the picture's; since both ranges hold 1, some proportions always remain.
        float narrow = Math.Max(Aspect.Minimum, area), wide = Math.Min(Aspect.Maximum, 1 / area);
        float aspect = narrow * MathF.Pow(wide / narrow, random.Uniform(1));
        float width = Math.Min(1, MathF.Sqrt(area * aspect)) * plan.Width, height = Math.Min(1, MathF.Sqrt(area / aspect)) * plan.Height;
        plan.Crop((plan.Width - width) * random.Uniform(2), (plan.Height - height) * random.Uniform(3), width, height);
    }
}
