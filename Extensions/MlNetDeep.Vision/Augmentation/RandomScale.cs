using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>Enlarges or shrinks pictures about their middle by a random factor; its logarithm is uniform.</summary>
/// <param name="Minimum">The smallest factor, above 0.</param>
/// <param name="Maximum">The largest factor, at least <paramref name="Minimum"/>.</param>
public sealed record RandomScale(float Minimum, float Maximum) : Augmentation
{
    /// <inheritdoc cref="RandomScale(float, float)"/>
    public float Minimum { get; init => field = AugmentationRange.Check(value, 0.01f, 100, nameof(Minimum)); } = AugmentationRange.Check(Minimum, 0.01f, 100);

    /// <inheritdoc cref="RandomScale(float, float)"/>
    public float Maximum { get; init => field = AugmentationRange.Check(value, 0.01f, 100, nameof(Maximum)); } = AugmentationRange.Check(Maximum, Minimum, 100);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Scale(Minimum * MathF.Pow(Maximum / Minimum, random.Uniform(0)));
    }
}
