namespace MlNetDeep.Networks;

/// <summary>A straight line from one factor to another, which then stays, as PyTorch's LinearLR.</summary>
/// <param name="Initial">The factor of the first step, finite and at least 0.</param>
/// <param name="Final">The factor at the end of the line, finite and at least 0.</param>
public sealed record LinearSchedule(float Initial, float Final) : LearningRateSchedule
{
    /// <summary>The factor of the first step, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Initial { get; } = Guard.Range(Initial, float.IsFinite(Initial) && Initial >= 0, "finite and at least 0", nameof(Initial));

    /// <summary>The factor at the end of the line, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Final { get; } = Guard.Range(Final, float.IsFinite(Final) && Final >= 0, "finite and at least 0", nameof(Final));

    /// <summary>The number of steps of the line, at least 1; null (the default) for the whole training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long? Steps { get; init => field = value is long steps ? Guard.AtLeast(steps, 1) : null; }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) =>
        (float)(Initial + ((double)Final - Initial) * Math.Min(1, (double)step / (Steps ?? totalSteps)));
}
