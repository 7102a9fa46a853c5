namespace MlNetDeep.Networks;

/// <summary>A straight line up to the optimizer's rate, then any other schedule for the steps that are left (Goyal et al. 2017).</summary>
/// <param name="Steps">The number of steps of the warm-up, at least 0.</param>
/// <param name="Then">What follows; it counts its steps from the end of the warm-up.</param>
public sealed record WarmupSchedule(long Steps, LearningRateSchedule Then) : LearningRateSchedule
{
    /// <summary>The number of steps of the warm-up, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long Steps { get; } = Guard.AtLeast(Steps, 0, nameof(Steps));

    /// <summary>What follows.</summary>
    public LearningRateSchedule Then { get; } = Then ?? throw new ArgumentNullException(nameof(Then));

    /// <summary>The factor of the first step, in [0, 1]; 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Initial { get; init => field = Guard.Range(value, value is >= 0 and <= 1, "in [0, 1]"); } = 0.1f;

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => At(step, totalSteps, 1);

    /// <inheritdoc/>
    public override float At(long step, long totalSteps, int stepsPerEpoch) => step < Steps
        ? (float)((Initial + (1.0 - Initial) * step / Steps) * Then.At(0, Rest(totalSteps), stepsPerEpoch))
        : Then.At(step - Steps, Rest(totalSteps), stepsPerEpoch);

    private long Rest(long totalSteps) => Math.Max(1, totalSteps - Steps);
}
