namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    /// <summary>Draws the study as it is now: each plot as an SVG document, to be saved or shown.</summary>
    /// <param name="objectives">What the objectives are called at the axes, one name for each; null for "value", or "objective 0" and so on.</param>
    /// <exception cref="ArgumentException">There is not one name for each objective.</exception>
    public StudyPlots Plots(IReadOnlyList<string>? objectives = null)
    {
        if (objectives is not null && objectives.Count != Directions.Count)
            throw new ArgumentException(FormattableString.Invariant($"study '{Name}' has {Directions.Count} objectives, but {objectives.Count} names are given"), nameof(objectives));
        objectives ??= Directions.Count == 1 ? ["value"] : [.. Enumerable.Range(0, Directions.Count).Select(i => FormattableString.Invariant($"objective {i}"))];
        return new StudyPlots(this, new PlotData(Name, Directions, objectives, History()));
    }

    /// <summary>
    /// Writes the study as one self-contained page for any browser, phone or printer: its best trials, every plot for which it has something
    /// to show, and the table of its trials, which a click on a heading sorts. Each plot is saved as SVG too, in a folder beside the
    /// page: <c>report.html</c> has <c>report-plots</c>.
    /// </summary>
    /// <param name="path">The page; one that is there is replaced, and so are its plots.</param>
    /// <param name="objectives">What the objectives are called, one name for each; null for "value", or "objective 0" and so on.</param>
    /// <exception cref="ArgumentException">There is not one name for each objective.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void WriteReport(string path, IReadOnlyList<string>? objectives = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        StudyPlots plots = Plots(objectives);
        IReadOnlyList<Plot> all = plots.All();
        string full = Path.GetFullPath(path), folder = Path.Combine(Path.GetDirectoryName(full)!, Path.GetFileNameWithoutExtension(full) + "-plots");
        Directory.CreateDirectory(folder);
        foreach (Plot plot in all) plot.Save(Path.Combine(folder, plot.Name + ".svg"));
        ReportPage.Write(full, plots.Data, all, _options);
    }
}
