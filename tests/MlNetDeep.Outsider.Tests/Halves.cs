using MlNetDeep.Networks;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A schedule of an outsider: half of the learning rate in each further quarter.</summary>
public sealed record Halves : LearningRateSchedule
{
    public override float At(long step, long totalSteps) => MathF.Pow(0.5f, 4 * step / totalSteps);
}
