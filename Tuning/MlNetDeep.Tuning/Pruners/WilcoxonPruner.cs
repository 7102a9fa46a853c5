namespace MlNetDeep.Tuning;

/// <summary>
/// Stops a trial that is worse than the best one by a paired test over what both reported, which takes the noise between folds,
/// seeds or instances into account: the signed-rank test (Wilcoxon 1945), with zeros split as in SciPy's "zsplit".
/// </summary>
/// <remarks>
/// Reports are pairs when they have the same execution and step: here a step is a fold or an instance, not an epoch, and the order
/// of the reports does not matter. A trial whose mean over the pairs is at least as good as the best trial's is never stopped. With
/// several objectives it is compared with each objective's best trial, and stopped when it is worse than all of them.
/// </remarks>
public sealed class WilcoxonPruner : IPruner
{
    private readonly double _threshold;
    private readonly int _startupSteps;

    /// <summary>Creates the pruner.</summary>
    /// <param name="threshold">Stop when chance alone would show such a difference with a lower probability than this; above 0 and at most 1. Default 0.1. Larger stops sooner.</param>
    /// <param name="startupSteps">Decide only with more pairs than this; at least 0. Default 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public WilcoxonPruner(double threshold = 0.1, int startupSteps = 2)
    {
        if (!(threshold is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, FormattableString.Invariant($"the threshold is a probability above 0 and at most 1, not {threshold}"));
        ArgumentOutOfRangeException.ThrowIfNegative(startupSteps);
        (_threshold, _startupSteps) = (threshold, startupSteps);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        TrialRecord[] completed = [.. history.Completed.Where(t => t.IsFeasible)];
        return completed.Length > 0 && Curve.EveryObjective(history, (objective, direction) => IsWorse(completed, trial, objective, direction));
    }

    private bool IsWorse(TrialRecord[] completed, TrialRecord trial, int objective, Direction direction)
    {
        TrialRecord best = completed.MinBy(t => Curve.Loss(t.Values, objective, direction))!;
        Dictionary<(int, int), double> theirs = best.IntermediateValues.ToDictionary(v => (v.Execution, v.Step), v => Curve.Loss(v.Values, objective, direction));
        double[] differences =
        [
            .. trial.IntermediateValues.Where(v => theirs.ContainsKey((v.Execution, v.Step)))
                .Select(v => Curve.Loss(v.Values, objective, direction) - theirs[(v.Execution, v.Step)]).Where(difference => !double.IsNaN(difference)),
        ];
        return differences.Length > _startupSteps && differences.Average() > 0 && SignedRank.ProbabilityAtLeast(differences) < _threshold;
    }
}
