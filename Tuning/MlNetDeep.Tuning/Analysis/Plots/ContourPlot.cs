namespace MlNetDeep.Tuning;

/// <summary>The value over two parameters, as the trials nearby have it, with lines of equal value; white where no trial is near.</summary>
internal static class ContourPlot
{
    private const int Lines = 6;

    public static Plot Draw(PlotData data, int objective, ParameterColumn across, ParameterColumn up)
    {
        var figure = new Figure(data.Directions.Count == 1 ? $"Contour: {across.Name} and {up.Name}" : $"Contour: {across.Name} and {up.Name}, {data.Objective(objective)}");
        int[] rows = [.. data.Shown(objective).Where(row => !double.IsNaN(across.Values[row]) && !double.IsNaN(up.Values[row]))];
        ColorScale colors = data.Colors(objective);
        figure.ColorBar(colors, data.Objective(objective));
        Scale x = Scale.Of(across), y = Scale.Of(up);
        figure.Axes(x, across.Name, y, up.Name);
        double[] px = [.. rows.Select(row => x.Place(across.Values[row]))], py = [.. rows.Select(row => y.Place(up.Values[row]))], values = [.. rows.Select(row => data.Value(row, objective))];
        var surface = new Surface(px, py, values, Cells(across), Cells(up));

        for (int i = 0; i < surface.Columns; i++)
        {
            for (int j = 0; j < surface.Rows; j++)
            {
                if (double.IsNaN(surface[i, j])) continue;
                figure.Box(figure.X((double)i / surface.Columns), figure.Y((j + 1.0) / surface.Rows), figure.X((i + 1.0) / surface.Columns), figure.Y((double)j / surface.Rows), colors.Color(surface[i, j]), PlotText.Number(surface[i, j]));
            }
        }
        if (across.Distribution is not CategoricalDistribution && up.Distribution is not CategoricalDistribution)
        {
            double[] ordered = [.. surface.Known.Order()];
            for (int i = 1; i <= Lines && ordered.Length > 0; i++)
            {
                double level = ordered[i * (ordered.Length - 1) / (Lines + 1)];
                foreach (((double X, double Y) from, (double X, double Y) to) in surface.LevelLine(level)) figure.Line([(figure.X(from.X), figure.Y(from.Y)), (figure.X(to.X), figure.Y(to.Y))], "#ffffff", 0.8, 0.7);
            }
        }
        for (int i = 0; i < rows.Length; i++) figure.Dot(figure.X(px[i]), figure.Y(py[i]), Palette.Dark, PlotData.Tip(data.Trial(rows[i]), objective), radius: 2.6);
        if (rows.Length == 0) figure.Note("no complete trial has both parameters");
        return figure.ToPlot(data.Name("contour", objective, across.Name, up.Name));
    }

    private static int Cells(ParameterColumn column) => column.Distribution is ChoiceDistribution choices ? choices.Choices.Length : Surface.UsualCells;
}
