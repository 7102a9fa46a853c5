using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>Strengthens or weakens the contrast of pictures about mid-grey by a random factor between 1 - Amount and 1 + Amount.</summary>
/// <param name="Amount">The largest distance of the factor from 1, 0 to 1.</param>
public sealed record RandomContrast(float Amount) : Augmentation
{
    /// <inheritdoc cref="RandomContrast(float)"/>
    public float Amount { get; init => field = AugmentationRange.Check(value, 0, 1, nameof(Amount)); } = AugmentationRange.Check(Amount, 0, 1);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Contrast(1 + Amount * (2 * random.Uniform(0) - 1));
    }
}
