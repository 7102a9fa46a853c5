namespace MlNetDeep.Networks;

/// <summary>
/// One schedule after another, as PyTorch's SequentialLR. Each counts its steps from its own beginning and takes the steps up to the next
/// as all of its steps. With a <see cref="ConstantSchedule"/> for each part it is Keras' PiecewiseConstantDecay, but a part begins at its
/// milestone, not one step after it. For milestones in epochs put it into a <see cref="PerEpochSchedule"/>.
/// </summary>
/// <example>
/// <code>
/// new SequentialSchedule([new LinearSchedule(0.1f, 1), new ConstantSchedule(), new CosineSchedule()], [500, 5000])
/// </code>
/// </example>
/// <param name="Schedules">The schedules, at least one.</param>
/// <param name="Milestones">The step at which each schedule but the first begins, from 1 on and rising.</param>
public sealed record SequentialSchedule(IReadOnlyList<LearningRateSchedule> Schedules, IReadOnlyList<long> Milestones) : LearningRateSchedule
{
    /// <summary>The schedules.</summary>
    /// <exception cref="ArgumentException">There is none, or not one more than milestones.</exception>
    public IReadOnlyList<LearningRateSchedule> Schedules { get; } = Checked(Schedules, Milestones);

    /// <summary>The step at which each schedule but the first begins.</summary>
    /// <exception cref="ArgumentException">The steps do not rise, or the first is below 1.</exception>
    public IReadOnlyList<long> Milestones { get; } = Guard.Rising(Milestones, 1, nameof(Milestones));

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => At(step, totalSteps, 1);

    /// <inheritdoc/>
    public override float At(long step, long totalSteps, int stepsPerEpoch)
    {
        int part = Milestones.Count(milestone => milestone <= step);
        long begin = part == 0 ? 0 : Milestones[part - 1], end = part < Milestones.Count ? Milestones[part] : totalSteps;
        return Schedules[part].At(step - begin, Math.Max(1, end - begin), stepsPerEpoch);
    }

    /// <inheritdoc/>
    public bool Equals(SequentialSchedule? other) => other is not null && Schedules.SequenceEqual(other.Schedules) && Milestones.SequenceEqual(other.Milestones);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Schedules[0], Milestones.Count);

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"SequentialSchedule {{ Schedules = {string.Join(", ", Schedules)}, Milestones = {string.Join(' ', Milestones)} }}");

    private static LearningRateSchedule[] Checked(IReadOnlyList<LearningRateSchedule> schedules, IReadOnlyList<long> milestones)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        ArgumentNullException.ThrowIfNull(milestones);
        if (schedules.Count != milestones.Count + 1)
            throw new ArgumentException($"Schedules must be one more than Milestones, are {schedules.Count} with {milestones.Count} milestones", nameof(schedules));
        return schedules.Contains(null!) ? throw new ArgumentException("Schedules must have no null", nameof(schedules)) : [.. schedules];
    }
}
