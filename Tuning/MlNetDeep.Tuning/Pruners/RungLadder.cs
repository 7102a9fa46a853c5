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
        TrialRecord[] others = [.. competitors.Where(other => other.Number != trial.Number)];
        for (double rung = first; rung <= last; rung *= factor)
        {
            // Rungs that it passed with an earlier report have been decided.
            if (own.Length > 1 && own[^2].Step >= rung) continue;
            ImmutableArray<double> losses = own[^1].Losses;
            if (losses.Any(double.IsNaN)) return true;
            ImmutableArray<double>[] theirs = [.. others.Select(other => At(history, other, execution, rung)).OfType<ImmutableArray<double>>()];
            if (theirs.Length < bootstrapCount || !IsAmongBest(losses, theirs)) return true;
        }
        return false;
    }

    /// <summary>The paused trial that is among the best of the highest rung where there is one; null when none is.</summary>
    public int? Promote(StudyHistory history, IEnumerable<TrialRecord> competitors)
    {
        TrialRecord[] trials = [.. competitors.Where(trial => !trial.IntermediateValues.IsEmpty)];
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
            (TrialRecord Trial, ImmutableArray<double> Losses)[] waiting =
            [
                .. reached.Where(entry => entry.Trial.State == TrialState.Paused && entry.Trial.IntermediateValues[^1].Step < rung * factor
                    && IsAmongBest(entry.Losses, [.. reached.Where(other => other.Trial.Number != entry.Trial.Number).Select(other => other.Losses)])),
            ];
            if (waiting.Length > 0) promoted = waiting.OrderBy(entry => waiting.Count(other => IsBetter(other.Losses, entry.Losses))).ThenBy(entry => entry.Trial.Number).First().Trial.Number;
        }
        return promoted;
    }

    // With n trials at a rung the best n / factor go on. Where a trial that stops is lost, the best one always does.
    private bool IsAmongBest(ImmutableArray<double> losses, ImmutableArray<double>[] others)
    {
        int places = (others.Length + 1) / factor;
        if (places == 0 && !promotes) places = 1;
        return others.Count(other => IsBetter(other, losses)) < places;
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
        foreach ((int step, ImmutableArray<double> losses) in Reports(history, trial, Math.Min(execution, LastExecution(trial))))
            if (step >= rung) return losses;
        return null;
    }

    private static int LastExecution(TrialRecord trial) => trial.IntermediateValues.IsEmpty ? 0 : trial.IntermediateValues[^1].Execution;

    private static (int Step, ImmutableArray<double> Losses)[] Reports(StudyHistory history, TrialRecord trial, int execution) =>
    [
        .. trial.IntermediateValues.Where(report => report.Execution == execution)
            .Select(report => (report.Step, (ImmutableArray<double>)[.. report.Values.Select((_, i) => Curve.Loss(report.Values, i, history.Directions[i]))]))
            .OrderBy(report => report.Step),
    ];
}
