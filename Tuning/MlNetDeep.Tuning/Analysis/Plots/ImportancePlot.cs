namespace MlNetDeep.Tuning;

/// <summary>The importance of each parameter, as bars.</summary>
internal static class ImportancePlot
{
    private const double RowHeight = 26;
    private const int MostRows = 30;

    public static Plot Draw(PlotData data, ImportanceOptions options, IReadOnlyDictionary<string, double> importance)
    {
        string title = $"Importance ({options.Method switch { ImportanceMethod.PedAnova => "PED-ANOVA", ImportanceMethod.Fanova => "fANOVA", _ => "mean decrease of impurity" }})";
        (string Name, double Share)[] rows = [.. importance.Take(MostRows).Select(pair => (pair.Key, pair.Value)).Reverse()];
        var figure = new Figure(data.Directions.Count == 1 ? title : $"{title}: {data.Objective(options.Objective)}", height: Math.Max(Figure.UsualHeight, 90 + RowHeight * rows.Length));
        var x = new NumberScale([0, Math.Max(0.01, rows.Select(row => row.Share).DefaultIfEmpty(1).Max() * 1.12)], padding: 0);
        var y = new CategoryScale([.. rows.Select(row => row.Name)]);
        figure.Axes(x, "share", y, "");
        double half = Math.Min(9, (figure.Bottom - figure.Top) / Math.Max(1, rows.Length) * 0.4);
        for (int i = 0; i < rows.Length; i++)
        {
            double middle = figure.Y(y.Place(i)), end = figure.X(x.Place(rows[i].Share));
            figure.Box(figure.Left, middle - half, end, middle + half, Palette.Blue, PlotText.Number(rows[i].Share));
            figure.Label(end + 4, middle + 4, PlotText.Number(Math.Round(rows[i].Share, 3)), "start", 11);
        }
        return figure.ToPlot(data.Name("importance-" + options.Method.ToString().ToLowerInvariant(), options.Objective));
    }
}
