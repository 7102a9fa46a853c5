namespace MlNetDeep.Networks;

/// <summary>Ends the training after a time. The time before a resume by <see cref="BackupAndRestore"/> counts, up to the backup.</summary>
public sealed class MaxDuration : Callback
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private TimeSpan _before;
    private long _started;

    /// <summary>Creates the callback.</summary>
    /// <param name="limit">The time, above 0.</param>
    /// <param name="timeProvider">The clock; null (the default) for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above 0.</exception>
    public MaxDuration(TimeSpan limit, TimeProvider? timeProvider = null)
    {
        if (limit <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(limit), limit, FormattableString.Invariant($"the limit of MaxDuration must be above 0, is {limit}"));
        _limit = limit;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// True to finish the epoch in which the time runs out, so that it is validated and in the history; false (the default) to end after
    /// the batch.
    /// </summary>
    public bool FinishEpoch { get; init; }

    /// <summary>The time that the training has taken so far.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        (_before, Elapsed) = (TimeSpan.Zero, TimeSpan.Zero);
        _started = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        if (!FinishEpoch) StopWhenOver(context);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context) => StopWhenOver(context);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => Measure();

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Measure();
        state.Set("elapsed", Elapsed.Ticks);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _before = TimeSpan.FromTicks((long)state.Number("elapsed"));
        Measure();
    }

    private void Measure() => Elapsed = _before + _time.GetElapsedTime(_started);

    private void StopWhenOver(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Measure();
        if (Elapsed >= _limit) context.RequestStop(FormattableString.Invariant($"the training has taken {Elapsed:c} of at most {_limit:c}"));
    }
}
