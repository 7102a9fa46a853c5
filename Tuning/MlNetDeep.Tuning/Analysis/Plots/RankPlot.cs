namespace MlNetDeep.Tuning;

/// <summary>Trials by two parameters, coloured by how many trials are better: where the good ones lie, however the values are distributed.</summary>
internal static class RankPlot
{
    public static Plot Draw(PlotData data, int objective, ParameterColumn across, ParameterColumn up)
    {
        var figure = new Figure(data.Directions.Count == 1 ? $"Rank: {across.Name} and {up.Name}" : $"Rank: {across.Name} and {up.Name}, {data.Objective(objective)}");
        int[] rows = data.Shown(objective);   // from the worst to the best
        var colors = new ColorScale(Enumerable.Range(0, rows.Length).Select(i => 1.0 + i), Direction.Minimize);
        figure.ColorBar(colors, "rank");
        Scale x = Scale.Of(across), y = Scale.Of(up);
        figure.Axes(x, across.Name, y, up.Name);
        for (int i = 0; i < rows.Length; i++)
            figure.Dot(figure.X(x.Place(across.Values[rows[i]])), figure.Y(y.Place(up.Values[rows[i]])), colors.Color(rows.Length - i), PlotData.Tip(data.Trial(rows[i]), objective), radius: 4);
        if (rows.Length == 0) figure.Note("no trial is complete yet");
        return figure.ToPlot(data.Name("rank", objective, across.Name, up.Name));
    }
}
