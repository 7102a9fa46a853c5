using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>Makes pictures brighter or darker by a random amount.</summary>
/// <param name="Amount">The largest amount as a part of the range from black to white, 0 to 1.</param>
public sealed record RandomBrightness(float Amount) : Augmentation
{
    /// <inheritdoc cref="RandomBrightness(float)"/>
    public float Amount { get; init => field = AugmentationRange.Check(value, 0, 1, nameof(Amount)); } = AugmentationRange.Check(Amount, 0, 1);

    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Brighten(Amount * (2 * random.Uniform(0) - 1));
    }
}
