namespace MlNetDeep.Tuning;

/// <summary>The share of the complete trials that are at least as good as a value, of one study or of several beside each other.</summary>
internal static class EmpiricalDistributionPlot
{
    private static readonly string[] s_colors = [Palette.Blue, Palette.Red, Palette.Green, Palette.Orange, Palette.Sky, Palette.Dark, Palette.Gray];

    public static Plot Draw(IReadOnlyList<PlotData> studies, int objective)
    {
        PlotData first = studies[0];
        var figure = new Figure(first.Directions.Count == 1 ? "Empirical distribution" : $"Empirical distribution: {first.Objective(objective)}");
        double[][] values = [.. studies.Select(study => study.Complete.Select(row => study.Value(row, objective)).Where(double.IsFinite).Order().ToArray())];
        NumberScale x = NumberScale.OfObjective(values.SelectMany(all => all));
        var y = new NumberScale([0, 1], padding: 0.03);
        figure.Axes(x, first.Objective(objective), y, "share of trials");
        bool isMaximized = first.Directions[objective] == Direction.Maximize;
        for (int i = 0; i < studies.Count; i++)
        {
            double[] ordered = isMaximized ? [.. values[i].Reverse()] : values[i];
            var line = new List<(double X, double Y)>();
            for (int k = 0; k < ordered.Length; k++)
            {
                double px = figure.X(x.Place(ordered[k]));
                line.Add((px, figure.Y(y.Place((double)k / ordered.Length))));
                line.Add((px, figure.Y(y.Place((k + 1.0) / ordered.Length))));
            }
            if (line.Count > 0) line.Add((isMaximized ? figure.Left : figure.Right, figure.Y(y.Place(1))));
            figure.Line(line, s_colors[i % s_colors.Length], 2, tip: studies[i].Study);
        }
        if (studies.Count > 1) figure.Legend(studies.Select((study, i) => (s_colors[i % s_colors.Length], study.Study)));
        if (values.All(all => all.Length == 0)) figure.Note("no trial is complete yet");
        return figure.ToPlot(first.Name("empirical-distribution", objective));
    }
}
