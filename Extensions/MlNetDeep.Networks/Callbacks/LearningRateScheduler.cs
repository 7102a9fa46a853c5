namespace MlNetDeep.Networks;

/// <summary>
/// Sets the learning rate before each epoch. Keras' <c>LearningRateScheduler</c>, but epochs count from 1. Not together with
/// <see cref="TrainingOptions.LearningRateSchedule"/>, which changes the rate before each step; after the training the optimizer has its
/// own rate again.
/// </summary>
/// <example>
/// <code>
/// new LearningRateScheduler((epoch, rate) => epoch &lt;= 10 ? rate : rate * 0.9f)
/// </code>
/// </example>
public sealed class LearningRateScheduler : Callback
{
    private readonly Func<int, float, float> _schedule;

    /// <summary>Creates the callback.</summary>
    /// <param name="schedule">Receives the epoch, from 1, and the learning rate so far; returns the epoch's, finite and at least 0.</param>
    public LearningRateScheduler(Func<int, float, float> schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        RefuseSchedule(context, nameof(LearningRateScheduler));
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        float rate = _schedule(context.Epoch, context.Optimizer.LearningRate);
        if (!(float.IsFinite(rate) && rate >= 0))
            throw new ArgumentException(FormattableString.Invariant($"LearningRateScheduler must return a finite rate of at least 0, returned {rate} for epoch {context.Epoch}"));
        context.Optimizer.LearningRate = rate;
    }

    internal static void RefuseSchedule(TrainingContext context, string callback)
    {
        if (context.Options.LearningRateSchedule is not null)
            throw new ArgumentException($"{callback} and TrainingOptions.LearningRateSchedule both set the learning rate; give one of them");
    }
}
