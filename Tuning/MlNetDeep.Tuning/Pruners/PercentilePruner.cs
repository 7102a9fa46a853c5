namespace MlNetDeep.Tuning;

/// <summary>
/// Stops a trial whose best report so far is worse than a percentile of what the completed trials reported at the same step
/// (Golovin et al. 2017, "Google Vizier", section 3.5.2; the rule of Optuna's pruner of this name).
/// </summary>
/// <remarks>
/// A trial with only NaN reports is stopped; NaN reports of others are left out. With several executions the
/// reports of one execution are compared with the same execution of other trials. With several objectives a trial is stopped when the
/// rule holds for each of them.
/// </remarks>
public sealed class PercentilePruner : IPruner
{
    private readonly double _percentile;
    private readonly int _startupTrials, _warmupSteps, _interval, _minTrials;

    /// <summary>Creates the pruner.</summary>
    /// <param name="percentile">The trials to keep, from 0 to 100: 25 keeps the best quarter.</param>
    /// <param name="startupTrials">Stop nothing until this many trials are complete; at least 0.</param>
    /// <param name="warmupSteps">Stop nothing before this step; at least 0.</param>
    /// <param name="interval">After the warm-up, decide only every so many steps (at the first report of each interval); at least 1.</param>
    /// <param name="minTrials">Decide only at steps that so many completed trials reported; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public PercentilePruner(double percentile, int startupTrials = 5, int warmupSteps = 0, int interval = 1, int minTrials = 1)
    {
        if (!(percentile is >= 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, FormattableString.Invariant($"a percentile is from 0 to 100, not {percentile}"));
        ArgumentOutOfRangeException.ThrowIfNegative(startupTrials);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minTrials, 1);
        (_percentile, _startupTrials, _warmupSteps, _interval, _minTrials) = (percentile, startupTrials, warmupSteps, interval, minTrials);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        TrialRecord[] completed = [.. history.Completed];
        if (completed.Length == 0 || completed.Length < _startupTrials) return false;
        return Curve.EveryObjective(history, (objective, direction) => IsWorse(completed, trial, objective, direction));
    }

    private bool IsWorse(TrialRecord[] completed, TrialRecord trial, int objective, Direction direction)
    {
        int execution = trial.ExecutionValues.Length;
        (int Step, double Loss)[] curve = Curve.Of(trial, execution, objective, direction);
        if (!Curve.IsDue(curve, _warmupSteps, _interval)) return false;
        double best = Curve.Best(curve.Select(report => report.Loss));
        if (double.IsNaN(best)) return true;

        int step = curve[^1].Step;
        double[] others = [.. completed.SelectMany(t => t.IntermediateValues).Where(v => v.Execution == execution && v.Step == step).Select(v => Curve.Loss(v.Values, objective, direction))];
        return others.Length >= _minTrials && best > Statistics.Percentile(others.Where(loss => !double.IsNaN(loss)), _percentile);
    }
}
