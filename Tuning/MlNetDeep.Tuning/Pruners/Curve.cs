using System.Collections.Immutable;

namespace MlNetDeep.Tuning;

/// <summary>What one execution of a trial reported of one objective, by step, with the sign changed where it is maximised: the smaller the better.</summary>
internal static class Curve
{
    public static (int Step, double Loss)[] Of(TrialRecord trial, int execution, int objective, Direction direction)
    {
        var reports = new List<(int Step, double Loss)>();
        foreach (IntermediateValue report in trial.IntermediateValues)
            if (report.Execution == execution) reports.Add((report.Step, Loss(report.Values, objective, direction)));
        reports.Sort((a, b) => a.Step.CompareTo(b.Step));
        return [.. reports];
    }

    /// <summary>True when a rule says so of every objective: with several of them a trial that is good at one is worth going on.</summary>
    public static bool EveryObjective(StudyHistory history, Func<int, Direction, bool> rule)
    {
        for (int objective = 0; objective < history.Directions.Count; objective++)
            if (!rule(objective, history.Directions[objective])) return false;
        return true;
    }

    public static double Loss(ImmutableArray<double> values, int objective, Direction direction) => direction == Direction.Maximize ? -values[objective] : values[objective];

    /// <summary>The smallest number; NaN of none.</summary>
    public static double Best(IEnumerable<double> losses)
    {
        double best = double.NaN;
        foreach (double loss in losses)
            if (double.IsNaN(best) || loss < best) best = loss;
        return best;
    }

    /// <summary>Whether the last step is the first report of an interval after the warm-up.</summary>
    public static bool IsDue((int Step, double Loss)[] curve, int warmupSteps, int interval)
    {
        if (curve.Length == 0 || curve[^1].Step < warmupSteps) return false;
        int start = warmupSteps + (curve[^1].Step - warmupSteps) / interval * interval;
        return curve.Length == 1 || curve[^2].Step < start;
    }
}
