namespace MlNetDeep.Tuning;

/// <summary>The hypervolume after each trial: whether the front still grows.</summary>
internal static class HypervolumeHistoryPlot
{
    public static Plot Draw(PlotData data, double[] history)
    {
        var figure = new Figure("Hypervolume history");
        var x = new NumberScale([0, history.Length - 1.0], isWhole: true);
        var y = new NumberScale([0, .. history]);
        figure.Axes(x, "trial", y, "hypervolume");
        figure.Line(history.SelectMany((volume, i) => new[] { (figure.X(x.Place(i)), figure.Y(y.Place(i == 0 ? 0 : history[i - 1]))), (figure.X(x.Place(i)), figure.Y(y.Place(volume))) }), Palette.Red, 2);
        foreach (int row in data.Complete)
        {
            int number = data.Observations.Numbers[row];
            figure.Dot(figure.X(x.Place(number)), figure.Y(y.Place(history[number])), Palette.Blue, FormattableString.Invariant($"trial {number}: {PlotText.Number(history[number])}"));
        }
        if (data.Complete.Length == 0) figure.Note("no trial is complete yet");
        return figure.ToPlot("hypervolume-history");
    }
}
