namespace MlNetDeep.Networks;

/// <summary>
/// Changes the rate at the beginning of epochs only: the schedule within counts epochs where it says steps. So
/// <c>new PerEpochSchedule(new StepSchedule(30))</c> is PyTorch's StepLR stepped once per epoch.
/// </summary>
/// <param name="Schedule">The schedule, in epochs.</param>
public sealed record PerEpochSchedule(LearningRateSchedule Schedule) : LearningRateSchedule
{
    /// <summary>The schedule, in epochs.</summary>
    public LearningRateSchedule Schedule { get; } = Schedule ?? throw new ArgumentNullException(nameof(Schedule));

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => At(step, totalSteps, 1);

    /// <inheritdoc/>
    public override float At(long step, long totalSteps, int stepsPerEpoch) => Schedule.At(step / stepsPerEpoch, Math.Max(1, totalSteps / stepsPerEpoch), 1);
}
