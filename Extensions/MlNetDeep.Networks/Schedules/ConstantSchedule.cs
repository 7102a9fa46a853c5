namespace MlNetDeep.Networks;

/// <summary>The optimizer's learning rate throughout.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => 1;
}
