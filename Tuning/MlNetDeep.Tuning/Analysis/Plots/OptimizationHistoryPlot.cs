namespace MlNetDeep.Tuning;

/// <summary>The value of each trial by its number, and the best one so far.</summary>
internal static class OptimizationHistoryPlot
{
    public static Plot Draw(PlotData data, int objective)
    {
        var figure = new Figure(data.Directions.Count == 1 ? "Optimization history" : $"Optimization history: {data.Objective(objective)}");
        int[] rows = [.. data.Ended.Where(row => double.IsFinite(data.Value(row, objective))).OrderBy(row => data.Observations.Numbers[row])];
        double[] values = [.. rows.Select(row => data.Value(row, objective))];
        var x = new NumberScale([0, .. rows.Select(row => (double)data.Observations.Numbers[row])], isWhole: true);
        NumberScale y = NumberScale.OfObjective(values);
        figure.Axes(x, "trial", y, data.Objective(objective));
        foreach (int row in rows) Mark(figure, data, objective, row, x, y);

        var best = new List<(double X, double Y)>();
        double lowest = double.PositiveInfinity, shown = double.NaN;
        foreach (int row in rows)
        {
            double loss = data.Observations.Losses(objective)[row];
            if (data.Observations.Steps[row] != Observations.CompleteStep || data.Observations.Violations[row] > 0 || !(loss < lowest)) continue;
            double place = figure.X(x.Place(data.Observations.Numbers[row]));
            if (best.Count > 0) best.Add((place, shown));
            shown = figure.Y(y.Place(data.Value(row, objective)));
            best.Add((place, shown));
            lowest = loss;
        }
        if (rows.Length > 0) best.Add((figure.X(x.Place(data.Observations.Numbers[rows[^1]])), shown));
        figure.Line(best, Palette.Red, 2, tip: "best so far");
        figure.Legend([(Palette.Blue, "complete"), (Palette.Orange, "stopped early"), (Palette.Gray, "infeasible"), (Palette.Red, "best so far")]);
        if (rows.Length == 0) figure.Note("no trial has a value yet");
        return figure.ToPlot(data.Name("optimization-history", objective));
    }

    private static void Mark(Figure figure, PlotData data, int objective, int row, NumberScale x, NumberScale y)
    {
        TrialRecord trial = data.Trial(row);
        double px = figure.X(x.Place(trial.Number)), value = trial.Values[objective];
        bool isComplete = trial.State == TrialState.Complete;
        // Executions differ: bars of one standard deviation tell by how much.
        if (isComplete && objective == 0 && trial.StandardDeviation is > 0 and < double.PositiveInfinity)
        {
            double[] ends = [.. new[] { value - trial.StandardDeviation, value + trial.StandardDeviation }.Select(y.Place)];
            figure.Line([(px, figure.Y(Math.Max(0, double.IsNaN(ends[0]) ? 0 : ends[0]))), (px, figure.Y(Math.Min(1, ends[1])))], Palette.Sky, 1.2);
        }
        figure.Dot(px, figure.Y(y.Place(value)), !trial.IsFeasible ? Palette.Gray : isComplete ? Palette.Blue : Palette.Orange, PlotData.Tip(trial, objective), isHollow: !isComplete);
    }
}
