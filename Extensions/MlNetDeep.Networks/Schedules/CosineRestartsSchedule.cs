namespace MlNetDeep.Networks;

/// <summary>
/// Cosine annealing with warm restarts (SGDR, Loshchilov and Hutter 2016): half a cosine down, back to the top, each time longer, as
/// PyTorch's CosineAnnealingWarmRestarts. For epochs put it into a <see cref="PerEpochSchedule"/>.
/// </summary>
/// <param name="Steps">The number of steps of the first cosine, at least 1.</param>
/// <param name="Growth">How many times as long each is as the one before, at least 1; 1 by default.</param>
public sealed record CosineRestartsSchedule(long Steps, int Growth = 1) : LearningRateSchedule
{
    /// <summary>The number of steps of the first cosine, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long Steps { get; } = Guard.AtLeast(Steps, 1, nameof(Steps));

    /// <summary>How many times as long each is as the one before, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int Growth { get; } = (int)Guard.AtLeast(Growth, 1, nameof(Growth));

    /// <summary>The factor that each cosine ends in, in [0, 1]; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float FinalFactor { get; init => field = Guard.Range(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps)
    {
        long length = Steps;
        if (Growth == 1) step %= length;
        while (step >= length)
        {
            step -= length;
            length *= Growth;
        }
        return (float)(FinalFactor + (1 - FinalFactor) * (1 + Math.Cos(Math.PI * step / length)) / 2);
    }
}
