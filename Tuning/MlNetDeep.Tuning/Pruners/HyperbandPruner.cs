namespace MlNetDeep.Tuning;

/// <summary>
/// Hyperband (Li et al. 2018): several brackets of asynchronous successive halving side by side, from one that starts many trials and
/// stops most of them early to one that stops none, since nobody knows beforehand how early a trial can be judged.
/// </summary>
/// <remarks>
/// <para>
/// With R as the most and r as the least resource there are floor(log_eta(R / r)) + 1 brackets. Trials are dealt to them by
/// number, in the proportions of the paper's bracket sizes and well mixed, whatever the study is called; each is compared with trials
/// of its own bracket. Samplers learn from the trials of all brackets.
/// </para>
/// <para>With promotion, trials are paused at a rung and go on from their checkpoint; see <see cref="SuccessiveHalvingPruner"/>.</para>
/// </remarks>
public sealed class HyperbandPruner : IPruner
{
    private readonly int _minResource, _reductionFactor;
    private readonly int? _maxResource;

    /// <summary>Creates the pruner.</summary>
    /// <param name="minResource">The earliest rung as a step, at least 1, the default.</param>
    /// <param name="maxResource">The last step of a trial that is not stopped, at least <paramref name="minResource"/>; null (default) takes that of the first completed trial, and stops nothing before there is one.</param>
    /// <param name="reductionFactor">The best of so many trials goes on, at least 2. Default 3.</param>
    /// <param name="promote">Pause trials that are not among the best, and have them go on when they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public HyperbandPruner(int minResource = 1, int? maxResource = null, int reductionFactor = 3, bool promote = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minResource, 1);
        if (maxResource is { } most) ArgumentOutOfRangeException.ThrowIfLessThan(most, minResource, nameof(maxResource));
        ArgumentOutOfRangeException.ThrowIfLessThan(reductionFactor, 2);
        (_minResource, _maxResource, _reductionFactor, PausesTrials) = (minResource, maxResource, reductionFactor, promote);
    }

    /// <inheritdoc/>
    public bool PausesTrials { get; }

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        if (Deal(history) is not { } deal) return false;
        int bracket = Bracket(deal, trial.Number);
        return Ladder(deal, bracket).ShouldStop(history, history.Trials.Where(other => Bracket(deal, other.Number) == bracket), trial);
    }

    /// <inheritdoc/>
    public int? Promote(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (!PausesTrials || Deal(history) is not { } deal) return null;
        for (int bracket = 0; bracket <= deal.Max(); bracket++)
        {
            int own = bracket;
            if (Ladder(deal, own).Promote(history, history.Trials.Where(trial => Bracket(deal, trial.Number) == own)) is { } number) return number;
        }
        return null;
    }

    /// <summary>The bracket of a trial: the number of rungs that its bracket leaves out at the start. Null while the most resource is not known.</summary>
    /// <param name="history">The study.</param>
    /// <param name="number">The trial's number.</param>
    internal int? BracketOf(StudyHistory history, int number) => Deal(history) is { } deal ? Bracket(deal, number) : null;

    private static int Bracket(int[] deal, int number) => deal[number % deal.Length];

    private RungLadder Ladder(int[] deal, int bracket)
    {
        // The most lenient bracket has no rung before the end; its trials are never stopped.
        bool isLast = bracket == deal.Max();
        return new RungLadder(isLast ? double.PositiveInfinity : _minResource * Math.Pow(_reductionFactor, bracket), _reductionFactor, bootstrapCount: 0, PausesTrials);
    }

    /// <summary>The brackets of trials 0, 1, 2, ... in turn: 0 for the one that stops earliest.</summary>
    private int[]? Deal(StudyHistory history)
    {
        if ((_maxResource ?? RungLadder.LastStepOfFirstCompleted(history)) is not { } most) return null;
        int last = 0;
        for (double step = _minResource; step * _reductionFactor <= most; step *= _reductionFactor) last++;
        // Bracket b of the paper's s = last - b starts ceil((last + 1) eta^s / (s + 1)) configurations.
        int[] sizes = [.. Enumerable.Range(0, last + 1).Select(b => (int)Math.Ceiling((last + 1) * Math.Pow(_reductionFactor, last - b) / (last - b + 1)))];
        int total = sizes.Sum();
        int[] deal = new int[total], dealt = new int[sizes.Length];
        for (int i = 0; i < total; i++)
        {
            // The bracket that is furthest behind its share.
            int next = Enumerable.Range(0, sizes.Length).MaxBy(b => (double)sizes[b] * (i + 1) / total - dealt[b]);
            deal[i] = next;
            dealt[next]++;
        }
        return deal;
    }
}
