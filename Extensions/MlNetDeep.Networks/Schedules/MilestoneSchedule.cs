namespace MlNetDeep.Networks;

/// <summary>Multiplies the rate by a factor at given steps, as PyTorch's MultiStepLR. For epochs put it into a <see cref="PerEpochSchedule"/>.</summary>
/// <param name="Milestones">The steps from which on the rate is lower, rising.</param>
/// <param name="Gamma">The factor at each, in (0, 1]; 0.1 by default.</param>
public sealed record MilestoneSchedule(IReadOnlyList<long> Milestones, float Gamma = 0.1f) : LearningRateSchedule
{
    /// <summary>The steps from which on the rate is lower, rising.</summary>
    /// <exception cref="ArgumentException">The steps do not rise, or one is negative.</exception>
    public IReadOnlyList<long> Milestones { get; } = Guard.Rising(Milestones, 0, nameof(Milestones));

    /// <summary>The factor at each milestone, in (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Gamma { get; } = Guard.Range(Gamma, Gamma is > 0 and <= 1, "in (0, 1]", nameof(Gamma));

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => (float)Math.Pow(Gamma, Milestones.Count(milestone => milestone <= step));

    /// <inheritdoc/>
    public bool Equals(MilestoneSchedule? other) => other is not null && Gamma == other.Gamma && Milestones.SequenceEqual(other.Milestones);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Gamma, Milestones.Count);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"MilestoneSchedule {{ Milestones = {string.Join(' ', Milestones)}, Gamma = {Gamma} }}");
}
