namespace MlNetDeep.Tuning;

/// <summary>Complete trials by two objectives; the front, trials that no other one is better than in all objectives, stands out.</summary>
internal static class ParetoFrontPlot
{
    public static Plot Draw(PlotData data, int across, int up, IReadOnlySet<int> front)
    {
        string title = data.Directions.Count == 2 ? "Pareto front" : $"Pareto front: {data.Objective(across)} and {data.Objective(up)}";
        var figure = new Figure(title);
        int[] rows = [.. data.Complete.OrderBy(row => front.Contains(data.Observations.Numbers[row]))];
        NumberScale x = NumberScale.OfObjective(rows.Select(row => data.Value(row, across))), y = NumberScale.OfObjective(rows.Select(row => data.Value(row, up)));
        figure.Axes(x, data.Objective(across), y, data.Objective(up));
        foreach (int row in rows)
        {
            TrialRecord trial = data.Trial(row);
            bool isBest = front.Contains(trial.Number);
            string tip = FormattableString.Invariant($"trial {trial.Number}: {string.Join(", ", trial.Values.Select(PlotText.Number))}");
            figure.Dot(figure.X(x.Place(trial.Values[across])), figure.Y(y.Place(trial.Values[up])), !trial.IsFeasible ? Palette.Gray : isBest ? Palette.Red : Palette.Sky, tip, isHollow: !trial.IsFeasible, radius: isBest ? 4.5 : 3.2);
        }
        figure.Legend([(Palette.Red, "front"), (Palette.Sky, "others"), (Palette.Gray, "infeasible")]);
        if (rows.Length == 0) figure.Note("no trial is complete yet");
        return figure.ToPlot(FormattableString.Invariant($"pareto-front-{across}-{up}"));
    }
}
