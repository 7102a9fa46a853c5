namespace MlNetDeep.Networks;

/// <summary>The same learning rate throughout: the optimizer's, or a multiple of it as a part of a <see cref="SequentialSchedule"/>.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <summary>The factor, finite and at least 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Factor { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 1;

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => Factor;
}
