namespace MlNetDeep.Networks;

/// <summary>
/// A linear warm-up to the optimizer's learning rate, then half a cosine down to a share of it (Loshchilov and Hutter 2016).
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The share of all steps spent in the warm-up, in [0, 1); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float WarmupShare { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); }

    /// <summary>The factor of the first step of a warm-up, in (0, 1]; 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float InitialFactor { get; init => field = Guard.Range(value, value is > 0 and <= 1, "in (0, 1]"); } = 0.1f;

    /// <summary>The factor that the cosine ends in, in [0, 1]; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float FinalFactor { get; init => field = Guard.Range(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <summary>
    /// The number of steps from the top of the cosine to its end, at least 1, after which it rises again, as PyTorch's CosineAnnealingLR
    /// with T_max; null (the default) for all steps after the warm-up.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long? HalfPeriod { get; init => field = value is long half ? Guard.AtLeast(half, 1) : null; }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps)
    {
        double warmup = Math.Round(totalSteps * (double)WarmupShare);
        if (step < warmup) return (float)(InitialFactor + (1 - InitialFactor) * step / warmup);
        double progress = HalfPeriod is long half ? (step - warmup) / half : Math.Min(1, (step - warmup) / Math.Max(1, totalSteps - warmup));
        return (float)(FinalFactor + (1 - FinalFactor) * (1 + Math.Cos(Math.PI * progress)) / 2);
    }
}
