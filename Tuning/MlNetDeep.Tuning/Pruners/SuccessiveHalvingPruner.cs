namespace MlNetDeep.Tuning;

/// <summary>
/// Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning"): at steps that grow by a
/// factor, the rungs, only the best trials go on; no trial waits for others.
/// </summary>
/// <remarks>
/// <para>
/// A rung is min * eta^(rate + k) for k = 0, 1, ...; steps are amounts of the resource, such as epochs counted from 1. A
/// trial's value at a rung is its first report at or beyond it, and it is compared with those of all trials that came so far. NaN
/// there stops the trial. With several objectives a trial's rank is the number of trials that dominate it (Fonseca and Fleming 1993).
/// Failed trials do not count.
/// </para>
/// <para>
/// Without promotion a trial that is not among the best of its rung at that moment is over, and the first trials at a rung always go
/// on, as in Optuna's pruner of this name. With promotion, as in the paper, it is paused, and goes on from its checkpoint
/// (<see cref="Trial.ResumedAfterStep"/>) when it belongs to the best of its rung later; before that no new trial starts.
/// </para>
/// </remarks>
public sealed class SuccessiveHalvingPruner : IPruner
{
    private readonly int? _minResource;
    private readonly int _reductionFactor, _rate, _bootstrapCount;

    /// <summary>Creates the pruner.</summary>
    /// <param name="minResource">The step of the first rung at rate 0, at least 1; null (default) takes a hundredth of the last step of the first completed trial, and stops nothing before there is one.</param>
    /// <param name="reductionFactor">The best of so many trials goes on, at least 2. Default 4.</param>
    /// <param name="minEarlyStoppingRate">The first rung is at so many factors more, at least 0, the default.</param>
    /// <param name="bootstrapCount">How many other trials must have reached a rung before one goes on from it, at least 0, the default.</param>
    /// <param name="promote">Pause trials that are not among the best, and have them go on when they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public SuccessiveHalvingPruner(int? minResource = null, int reductionFactor = 4, int minEarlyStoppingRate = 0, int bootstrapCount = 0, bool promote = false)
    {
        if (minResource is { } least) ArgumentOutOfRangeException.ThrowIfLessThan(least, 1, nameof(minResource));
        ArgumentOutOfRangeException.ThrowIfLessThan(reductionFactor, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(minEarlyStoppingRate);
        ArgumentOutOfRangeException.ThrowIfNegative(bootstrapCount);
        (_minResource, _reductionFactor, _rate, _bootstrapCount, PausesTrials) = (minResource, reductionFactor, minEarlyStoppingRate, bootstrapCount, promote);
    }

    /// <inheritdoc/>
    public bool PausesTrials { get; }

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        return Rungs(history)?.ShouldStop(history, history.Trials, trial) ?? false;
    }

    /// <inheritdoc/>
    public int? Promote(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return PausesTrials ? Rungs(history)?.Promote(history, history.Trials) : null;
    }

    private RungLadder? Rungs(StudyHistory history)
    {
        int? least = _minResource ?? (RungLadder.LastStepOfFirstCompleted(history) is { } last ? Math.Max(1, last / 100) : null);
        return least is { } first ? new RungLadder(first * Math.Pow(_reductionFactor, _rate), _reductionFactor, _bootstrapCount, PausesTrials) : null;
    }
}
