namespace MlNetDeep.Networks;

/// <summary>A triangle that repeats (Smith 2017): up to the optimizer's rate and down again, as PyTorch's CyclicLR with "triangular".</summary>
/// <param name="StepsUp">The number of steps up, at least 1.</param>
/// <param name="Lowest">The factor at the feet of the triangle, in [0, 1]; 0.1 by default.</param>
public sealed record CyclicSchedule(long StepsUp, float Lowest = 0.1f) : LearningRateSchedule
{
    /// <summary>The number of steps up, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long StepsUp { get; } = Guard.AtLeast(StepsUp, 1, nameof(StepsUp));

    /// <summary>The factor at the feet of the triangle, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Lowest { get; } = Guard.Range(Lowest, Lowest is >= 0 and <= 1, "in [0, 1]", nameof(Lowest));

    /// <summary>The number of steps down, at least 1; null (the default) for as many as up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long? StepsDown { get; init => field = value is long steps ? Guard.AtLeast(steps, 1) : null; }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps)
    {
        long down = StepsDown ?? StepsUp, at = step % (StepsUp + down);
        double height = at <= StepsUp ? (double)at / StepsUp : (double)(StepsUp + down - at) / down;
        return (float)(Lowest + (1 - Lowest) * height);
    }
}
