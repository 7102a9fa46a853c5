namespace MlNetDeep.Networks;

/// <summary>Multiplies the rate by a factor after every so many steps, as PyTorch's StepLR. For epochs put it into a <see cref="PerEpochSchedule"/>.</summary>
/// <param name="Every">The number of steps between two falls, at least 1.</param>
/// <param name="Gamma">The factor of a fall, in (0, 1]; 0.1 by default.</param>
public sealed record StepSchedule(long Every, float Gamma = 0.1f) : LearningRateSchedule
{
    /// <summary>The number of steps between two falls, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long Every { get; } = Guard.AtLeast(Every, 1, nameof(Every));

    /// <summary>The factor of a fall, in (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Gamma { get; } = Guard.Range(Gamma, Gamma is > 0 and <= 1, "in (0, 1]", nameof(Gamma));

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => (float)Math.Pow(Gamma, step / Every);
}
