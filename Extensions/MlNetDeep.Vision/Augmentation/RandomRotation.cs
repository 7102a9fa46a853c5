using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>Turns pictures about their middle by a random angle in either direction.</summary>
/// <param name="Degrees">The largest angle, 0 to 180.</param>
public sealed record RandomRotation(float Degrees) : Augmentation
{
    /// <inheritdoc cref="RandomRotation(float)"/>
    public float Degrees { get; init => field = AugmentationRange.Check(value, 0, 180, nameof(Degrees)); } = AugmentationRange.Check(Degrees, 0, 180);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Rotate(Degrees * (2 * random.Uniform(0) - 1));
    }
}
