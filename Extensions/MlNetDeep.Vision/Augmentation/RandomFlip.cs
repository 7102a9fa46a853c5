using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>Mirrors every second picture, left to right, top to bottom or both.</summary>
/// <param name="Horizontal">Whether pictures are mirrored left to right; default true.</param>
/// <param name="Vertical">Whether pictures are mirrored top to bottom; default false, since most things have an upper side.</param>
public sealed record RandomFlip(bool Horizontal = true, bool Vertical = false) : Augmentation
{
    /// <inheritdoc/>
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (Horizontal && random.Uniform(0) < 0.5f) plan.FlipHorizontal();
        if (Vertical && random.Uniform(1) < 0.5f) plan.FlipVertical();
    }
}
