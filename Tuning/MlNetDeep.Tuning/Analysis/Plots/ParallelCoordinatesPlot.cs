namespace MlNetDeep.Tuning;

/// <summary>A line for each trial through its value and its parameters, dark for good ones: which combinations the good ones share.</summary>
internal static class ParallelCoordinatesPlot
{
    private const double AxisDistance = 92, Margin = 46, BarWidth = 90;

    public static Plot Draw(PlotData data, int objective, IReadOnlyList<ParameterColumn> columns)
    {
        var figure = new Figure(data.Directions.Count == 1 ? "Parallel coordinates" : $"Parallel coordinates: {data.Objective(objective)}", Math.Max(Figure.UsualWidth, AxisDistance * columns.Count + 2 * Margin + BarWidth));
        int[] rows = data.Shown(objective);
        ColorScale colors = data.Colors(objective);
        figure.ColorBar(colors, data.Objective(objective));
        Scale[] scales = [NumberScale.OfObjective(rows.Select(row => data.Value(row, objective))), .. columns.Select(Scale.Of)];
        double first = Margin, distance = (figure.Right - Margin - first) / Math.Max(1, columns.Count);
        foreach (int row in rows)
        {
            double value = data.Value(row, objective);
            // Where a trial lacks a parameter its line is interrupted.
            figure.Line(
                scales.Select((scale, i) => (first + i * distance, figure.Y(scale.Place(i == 0 ? value : columns[i - 1].Values[row])))),
                colors.Color(value), 1.3, 0.7, PlotData.Tip(data.Trial(row), objective));
        }
        for (int i = 0; i < scales.Length; i++) figure.VerticalAxis(first + i * distance, scales[i], i == 0 ? data.Objective(objective) : columns[i - 1].Name, distance);
        if (rows.Length == 0) figure.Note("no trial is complete yet");
        return figure.ToPlot(data.Name("parallel-coordinates", objective));
    }
}
