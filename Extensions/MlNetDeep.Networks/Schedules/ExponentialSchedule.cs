namespace MlNetDeep.Networks;

/// <summary>Multiplies the rate by a factor in each step, as PyTorch's ExponentialLR. For epochs put it into a <see cref="PerEpochSchedule"/>.</summary>
/// <param name="Gamma">The factor, in (0, 1].</param>
public sealed record ExponentialSchedule(float Gamma) : LearningRateSchedule
{
    /// <summary>The factor, in (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Gamma { get; } = Guard.Range(Gamma, Gamma is > 0 and <= 1, "in (0, 1]", nameof(Gamma));

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => (float)Math.Pow(Gamma, step);
}
