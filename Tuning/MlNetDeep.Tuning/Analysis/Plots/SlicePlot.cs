namespace MlNetDeep.Tuning;

/// <summary>The value of trials by one parameter; late trials are light.</summary>
internal static class SlicePlot
{
    public static Plot Draw(PlotData data, int objective, ParameterColumn column)
    {
        var figure = new Figure(data.Directions.Count == 1 ? $"Slice: {column.Name}" : $"Slice: {column.Name}, {data.Objective(objective)}");
        int[] rows = [.. data.Shown(objective).Order()];
        var colors = new ColorScale(rows.Select(row => (double)data.Observations.Numbers[row]), Direction.Minimize);
        figure.ColorBar(colors, "trial");
        Scale x = Scale.Of(column), y = NumberScale.OfObjective(rows.Select(row => data.Value(row, objective)));
        figure.Axes(x, column.Name, y, data.Objective(objective));
        foreach (int row in rows)
            figure.Dot(figure.X(x.Place(column.Values[row])), figure.Y(y.Place(data.Value(row, objective))), colors.Color(data.Observations.Numbers[row]), PlotData.Tip(data.Trial(row), objective), isHollow: data.Observations.Violations[row] > 0);
        if (rows.Length == 0) figure.Note("no trial is complete yet");
        return figure.ToPlot(data.Name("slice", objective, column.Name));
    }
}
