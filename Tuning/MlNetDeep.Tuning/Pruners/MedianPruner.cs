namespace MlNetDeep.Tuning;

/// <summary>
/// Stops a trial whose best report so far is worse than the median of what the completed trials reported at the same step
/// (Golovin et al. 2017, "Google Vizier", section 3.5.2; the rule of Optuna's pruner of this name).
/// </summary>
/// <remarks>
/// A trial with only NaN reports is stopped; NaN reports of others are left out of the median. With several executions the
/// reports of one execution are compared with the same execution of other trials. Only the first objective is looked at.
/// </remarks>
public sealed class MedianPruner : IPruner
{
    private readonly int _startupTrials, _warmupSteps, _interval, _minTrials;

    /// <summary>Creates the pruner.</summary>
    /// <param name="startupTrials">Stop nothing until this many trials are complete; at least 0.</param>
    /// <param name="warmupSteps">Stop nothing before this step; at least 0.</param>
    /// <param name="interval">After the warm-up, decide only every so many steps (at the first report of each interval); at least 1.</param>
    /// <param name="minTrials">Decide only at steps that so many completed trials reported; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public MedianPruner(int startupTrials = 5, int warmupSteps = 0, int interval = 1, int minTrials = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startupTrials);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minTrials, 1);
        (_startupTrials, _warmupSteps, _interval, _minTrials) = (startupTrials, warmupSteps, interval, minTrials);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        int execution = trial.ExecutionValues.Length;
        IReadOnlyDictionary<int, double> reports = trial.GetIntermediateValues(execution);
        TrialRecord[] completed = [.. history.Completed];
        if (reports.Count == 0 || completed.Length == 0 || completed.Length < _startupTrials) return false;

        int step = reports.Keys.Max();
        if (step < _warmupSteps || !IsFirstOfInterval(reports.Keys, step)) return false;

        bool maximize = history.Directions[0] == Direction.Maximize;
        double best = double.NaN;
        foreach (double value in reports.Values)
            if (double.IsNaN(best) || (maximize ? value > best : value < best)) best = value;
        if (double.IsNaN(best)) return true;

        double[] others = [.. completed.SelectMany(t => t.IntermediateValues).Where(v => v.Execution == execution && v.Step == step).Select(v => v.Values[0])];
        if (others.Length < _minTrials) return false;
        double median = Statistics.Median(others.Where(value => !double.IsNaN(value)));
        return !double.IsNaN(median) && (maximize ? best < median : best > median);
    }

    private bool IsFirstOfInterval(IEnumerable<int> steps, int step)
    {
        int start = _warmupSteps + (step - _warmupSteps) / _interval * _interval;
        return !steps.Any(other => other >= start && other < step);
    }
}
