namespace MlNetDeep.Networks;

/// <summary>A straight line up to the optimizer's rate, then any other schedule for the steps that are left (Goyal et al. 2017).</summary>
/// <param name="Steps">The number of steps of the warm-up, at least 0.</param>
/// <param name="Then">What follows; it counts its steps from the end of the warm-up.</param>
public sealed record WarmupSchedule(long Steps, LearningRateSchedule Then) : LearningRateSchedule
{
    /// <summary>The number of steps of the warm-up, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long Steps { get; } = Guard.AtLeast(Steps, 0, nameof(Steps));

    /// <summary>The share of all steps that the warm-up takes instead of <see cref="Steps"/>, in [0, 1); null (the default) for those.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float? Share { get; init => field = value is float share ? Guard.Range(share, share is >= 0 and < 1, "in [0, 1)") : null; }

    /// <summary>What follows.</summary>
    public LearningRateSchedule Then { get; } = Then ?? throw new ArgumentNullException(nameof(Then));

    /// <summary>The factor of the first step, in [0, 1]; 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Initial { get; init => field = Guard.Range(value, value is >= 0 and <= 1, "in [0, 1]"); } = 0.1f;

    /// <summary>Makes a warm-up over a share of the training, whatever its length.</summary>
    /// <param name="share">The share of all steps, in [0, 1).</param>
    /// <param name="then">What follows; it counts its steps from the end of the warm-up.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static WarmupSchedule OfShare(float share, LearningRateSchedule then) => new(0, then) { Share = share };

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => At(step, totalSteps, 1);

    /// <inheritdoc/>
    public override float At(long step, long totalSteps, int stepsPerEpoch)
    {
        long steps = Share is float share ? (long)Math.Round(totalSteps * (double)share) : Steps, rest = Math.Max(1, totalSteps - steps);
        return step < steps
            ? (float)((Initial + (1.0 - Initial) * step / steps) * Then.At(0, rest, stepsPerEpoch))
            : Then.At(step - steps, rest, stepsPerEpoch);
    }
}
