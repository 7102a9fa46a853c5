using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

/// <summary>The rungs of successive halving, and who goes on from them: a function of what the trials have reported.</summary>
/// <param name="first">The step of the first rung.</param>
/// <param name="factor">How the steps of the rungs grow; the best of so many trials goes on.</param>
/// <param name="bootstrapCount">How many other trials must have reached a rung before one goes on.</param>
/// <param name="promotes">Whether trials that stop may go on later.</param>
internal sealed class RungLadder(double first, int factor, int bootstrapCount, bool promotes)
{
    /// <summary>The last step of the completed trial with the lowest number that reported anything.</summary>
    public static int? LastStepOfFirstCompleted(StudyHistory history)
    {
        foreach (TrialRecord trial in history.Completed)
            if (!trial.IntermediateValues.IsEmpty) return trial.IntermediateValues.Max(report => report.Step);
        return null;
    }

    /// <summary>Whether a trial that has just reported ends at a rung.</summary>
    /// <param name="history">The study.</param>
    /// <param name="competitors">The trials that it is compared with, itself or not.</param>
    /// <param name="trial">The trial.</param>
    public bool ShouldStop(StudyHistory history, IEnumerable<TrialRecord> competitors, TrialRecord trial)
    {
        int execution = trial.ExecutionValues.Length;
        (int Step, ImmutableArray<double> Losses)[] own = Reports(history, trial, execution);
        if (own.Length == 0) return false;
        int last = own[^1].Step;
        for (double rung = first; rung <= last; rung *= factor)
        {
            // Rungs that it passed with an earlier report have been decided.
            if (own.Length > 1 && own[^2].Step >= rung) continue;
            ImmutableArray<double> losses = own[^1].Losses;
            if (losses.Any(double.IsNaN)) return true;
            ImmutableArray<double>[] theirs = [.. competitors.Where(other => other.Number != trial.Number && other.State != TrialState.Failed).Select(other => At(history, other, execution, rung)).OfType<ImmutableArray<double>>()];
            if (theirs.Length < bootstrapCount || theirs.Count(other => IsBetter(other, losses)) >= Places(theirs.Length + 1)) return true;
        }
        return false;
    }

    /// <summary>The paused trial that is among the best of the highest rung where there is one; null when none is.</summary>
    public int? Promote(StudyHistory history, IEnumerable<TrialRecord> competitors)
    {
        TrialRecord[] trials = [.. competitors.Where(trial => !trial.IntermediateValues.IsEmpty && trial.State != TrialState.Failed)];
        if (trials.Length == 0) return null;
        int highest = trials.Max(trial => trial.IntermediateValues.Max(report => report.Step));
        int? promoted = null;
        for (double rung = first; rung <= highest; rung *= factor)
        {
            (TrialRecord Trial, ImmutableArray<double> Losses)[] reached =
            [
                .. trials.Select(trial => (trial, At(history, trial, trial.ExecutionValues.Length, rung) ?? default)).Where(entry => !entry.Item2.IsDefault && !entry.Item2.Any(double.IsNaN)),
            ];
            if (reached.Length <= bootstrapCount) continue;
            Func<ImmutableArray<double>, int> countBetter = Counter([.. reached.Select(entry => entry.Losses)]);
            int fewest = Places(reached.Length);
            foreach ((TrialRecord trial, ImmutableArray<double> losses) in reached)
            {
                if (trial.State != TrialState.Paused || trial.IntermediateValues[^1].Step >= rung * factor) continue;
                int better = countBetter(losses);
                if (better < fewest) (promoted, fewest) = (trial.Number, better);
            }
        }
        return promoted;
    }

    // With n trials at a rung the best n / factor go on. Where a trial that stops is lost, the best one always does.
    private int Places(int trials) => Math.Max(trials / factor, promotes ? 0 : 1);

    /// <summary>Counts the trials that are better than given losses; with one objective by bisection, since a study may have thousands.</summary>
    private static Func<ImmutableArray<double>, int> Counter(ImmutableArray<double>[] trials)
    {
        if (trials[0].Length > 1) return losses => trials.Count(other => IsBetter(other, losses));
        double[] sorted = [.. trials.Select(losses => losses[0]).Order()];
        return losses =>
        {
            int low = 0, high = sorted.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (sorted[middle] < losses[0]) low = middle + 1;
                else high = middle;
            }
            return low;
        };
    }

    // One objective: the smaller. Several: domination, so that a trial loses its place only to trials that are better in every respect.
    private static bool IsBetter(ImmutableArray<double> a, ImmutableArray<double> b)
    {
        bool isBetterSomewhere = false;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > b[i] || double.IsNaN(a[i])) return false;
            isBetterSomewhere |= a[i] < b[i] || double.IsNaN(b[i]);
        }
        return isBetterSomewhere;
    }

    /// <summary>The losses of a trial at its first report at or beyond a rung; null when it did not come so far.</summary>
    private static ImmutableArray<double>? At(StudyHistory history, TrialRecord trial, int execution, double rung)
    {
        // Executions that it has finished reached their end; what counts is the same execution as of the trial that asks.
        int compared = Math.Min(execution, LastExecution(trial));
        IntermediateValue? first = null;
        foreach (IntermediateValue report in trial.IntermediateValues)
            if (report.Execution == compared && report.Step >= rung && !(first?.Step <= report.Step)) first = report;
        return first is { } found ? Losses(history, found) : null;
    }

    private static int LastExecution(TrialRecord trial) => trial.IntermediateValues.IsEmpty ? 0 : trial.IntermediateValues[^1].Execution;

    private static (int Step, ImmutableArray<double> Losses)[] Reports(StudyHistory history, TrialRecord trial, int execution) =>
    [
        .. trial.IntermediateValues.Where(report => report.Execution == execution)
            .Select(report => (report.Step, Losses(history, report)))
            .OrderBy(report => report.Step),
    ];

    private static ImmutableArray<double> Losses(StudyHistory history, IntermediateValue report) => [.. report.Values.Select((_, i) => Curve.Loss(report.Values, i, history.Directions[i]))];
}
