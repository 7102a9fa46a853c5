using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Outsider.Tests;

/// <summary>An augmentation of an outsider: a row of pixels is erased, and the picture gets a little brighter or darker.</summary>
public sealed record RandomStripe : Augmentation
{
    public override void Plan(AugmentationPlan plan, Philox random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Brighten(0.05f * (random.Uniform(0) - 0.5f));
        plan.Erase(0, random.Integer(1, plan.Height), plan.Width, 1);
    }
}
