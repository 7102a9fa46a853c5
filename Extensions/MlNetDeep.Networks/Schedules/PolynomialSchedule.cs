namespace MlNetDeep.Networks;

/// <summary>Falls from 1 to a share along (1 - step / steps)^power, as Keras' PolynomialDecay and PyTorch's PolynomialLR.</summary>
public sealed record PolynomialSchedule : LearningRateSchedule
{
    /// <summary>The power, finite and above 0; 1 (the default) is a straight line.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Power { get; init => field = Guard.Range(value, float.IsFinite(value) && value > 0, "finite and above 0"); } = 1;

    /// <summary>The factor at the end, in [0, 1]; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float FinalFactor { get; init => field = Guard.Range(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <summary>The number of steps of the fall, at least 1, after which the rate stays; null (the default) for the whole training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long? Steps { get; init => field = value is long steps ? Guard.AtLeast(steps, 1) : null; }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) =>
        (float)(FinalFactor + (1 - FinalFactor) * Math.Pow(1 - Math.Min(1, (double)step / (Steps ?? totalSteps)), Power));
}
