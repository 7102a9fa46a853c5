namespace MlNetDeep.Tuning;

/// <summary>
/// Draws a study as it was when <see cref="Study.Plots"/> was called. The plots are those that users of Optuna know, as SVG documents.
/// </summary>
/// <remarks>
/// Plots of parameters show complete trials; of more than 1,500 an even selection that includes the best. An axis of values is logarithmic
/// where all are above 0 and spread over more than two orders of magnitude.
/// </remarks>
public sealed class StudyPlots
{
    // A page with every pair of many parameters would hide the ones that matter.
    private const int MostParallel = 12, MostPaired = 4;

    private readonly Study _study;
    private readonly PlotData _data;

    internal StudyPlots(Study study, PlotData data) => (_study, _data) = (study, data);

    internal PlotData Data => _data;

    /// <summary>The value of each trial by its number, with one standard deviation of its executions, and the best one so far.</summary>
    /// <param name="objective">The objective, from 0.</param>
    /// <exception cref="ArgumentException">There is no such objective.</exception>
    public Plot OptimizationHistory(int objective = 0)
    {
        _data.Check(objective);
        return OptimizationHistoryPlot.Draw(_data, objective);
    }

    /// <summary>What trials reported while they ran, by step; of several executions their mean.</summary>
    /// <param name="objective">The objective, from 0.</param>
    /// <exception cref="ArgumentException">There is no such objective.</exception>
    public Plot IntermediateValues(int objective = 0)
    {
        _data.Check(objective);
        return IntermediateValuesPlot.Draw(_data, objective);
    }

    /// <summary>A line for each trial through its value and its parameters.</summary>
    /// <param name="objective">The objective, from 0.</param>
    /// <param name="parameters">The parameters, in the order of their axes; none for all, the first twelve that the study met.</param>
    /// <exception cref="ArgumentException">There is no such objective, or no trial has such a parameter.</exception>
    public Plot ParallelCoordinates(int objective = 0, params IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _data.Check(objective);
        return ParallelCoordinatesPlot.Draw(_data, objective, parameters.Count > 0 ? [.. parameters.Select(_data.Column)] : [.. _data.Observations.Columns.Where(column => !column.Distribution.IsSingle).Take(MostParallel)]);
    }

    /// <summary>The value of trials by one parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="objective">The objective, from 0.</param>
    /// <exception cref="ArgumentException">There is no such objective, or no trial has such a parameter.</exception>
    public Plot Slice(string parameter, int objective = 0)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _data.Check(objective);
        return SlicePlot.Draw(_data, objective, _data.Column(parameter));
    }

    /// <summary>The value over two parameters as a smooth surface through the trials, with lines of equal value.</summary>
    /// <param name="across">The parameter along the horizontal axis.</param>
    /// <param name="up">The parameter along the vertical axis.</param>
    /// <param name="objective">The objective, from 0.</param>
    /// <exception cref="ArgumentException">There is no such objective, or no trial has such a parameter.</exception>
    public Plot Contour(string across, string up, int objective = 0)
    {
        ArgumentNullException.ThrowIfNull(across);
        ArgumentNullException.ThrowIfNull(up);
        _data.Check(objective);
        return ContourPlot.Draw(_data, objective, _data.Column(across), _data.Column(up));
    }

    /// <summary>Trials by two parameters, coloured by their rank.</summary>
    /// <param name="across">The parameter along the horizontal axis.</param>
    /// <param name="up">The parameter along the vertical axis.</param>
    /// <param name="objective">The objective, from 0.</param>
    /// <exception cref="ArgumentException">There is no such objective, or no trial has such a parameter.</exception>
    public Plot Rank(string across, string up, int objective = 0)
    {
        ArgumentNullException.ThrowIfNull(across);
        ArgumentNullException.ThrowIfNull(up);
        _data.Check(objective);
        return RankPlot.Draw(_data, objective, _data.Column(across), _data.Column(up));
    }

    /// <summary>The importance of each parameter, as bars.</summary>
    /// <param name="options">The method and the objective; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">Fewer than two trials are finished.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Plot Importance(ImportanceOptions? options = null) => ImportancePlot.Draw(_data, options ?? new ImportanceOptions(), _data.Importance(options ?? new ImportanceOptions()));

    /// <summary>When each trial ran, and how it ended.</summary>
    public Plot Timeline() => TimelinePlot.Draw(_data, _study.Options.TimeProvider.GetUtcNow());

    /// <summary>The share of the trials that are at least as good as a value, beside those of other studies: which search is better all along.</summary>
    /// <param name="objective">The objective, from 0.</param>
    /// <param name="others">Studies with the same directions; none for this one alone.</param>
    /// <exception cref="ArgumentException">There is no such objective, or another study has other directions.</exception>
    public Plot EmpiricalDistribution(int objective = 0, params IReadOnlyList<Study> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        _data.Check(objective);
        foreach (Study other in others)
        {
            if (!other.Directions.SequenceEqual(_data.Directions))
                throw new ArgumentException($"study '{other.Name}' is to {string.Join(", ", other.Directions)}, but '{_data.Study}' to {string.Join(", ", _data.Directions)}", nameof(others));
        }
        return EmpiricalDistributionPlot.Draw([_data, .. others.Select(other => other.Plots().Data)], objective);
    }

    /// <summary>Complete trials by two objectives; the Pareto front stands out.</summary>
    /// <param name="across">The objective along the horizontal axis, from 0.</param>
    /// <param name="up">The objective along the vertical axis.</param>
    /// <exception cref="ArgumentException">There is no such objective, or the study has only one.</exception>
    public Plot ParetoFront(int across = 0, int up = 1)
    {
        _data.Check(across);
        _data.Check(up);
        return ParetoFrontPlot.Draw(_data, across, up, _data.Front());
    }

    /// <summary>The hypervolume after each trial of a study with several objectives; see <see cref="Study.HypervolumeHistory"/>.</summary>
    /// <param name="reference">A value for each objective that is just not acceptable any more; null for the worst finite ones of the trials.</param>
    /// <exception cref="ArgumentException">There is not one number for each objective.</exception>
    public Plot HypervolumeHistory(IReadOnlyList<double>? reference = null) => HypervolumeHistoryPlot.Draw(_data, _study.HypervolumeOf(_data.Trials, reference));

    /// <summary>What further trials could gain, and the noise that it would have to exceed, by the number of trials; takes up to some seconds.</summary>
    /// <param name="terminator">Who judges that; null for one with the defaults.</param>
    /// <exception cref="InvalidOperationException">The study has several objectives; or the noise cannot be told, see <see cref="RegretTerminator.Judge(Study)"/>.</exception>
    public Plot Termination(RegretTerminator? terminator = null) => TerminationPlot.Draw(_data, terminator ?? new RegretTerminator());

    /// <summary>
    /// Every plot for which the study has something to show, but for <see cref="Termination"/>: contours and ranks for all pairs of its four most important parameters, by
    /// PED-ANOVA.
    /// </summary>
    public IReadOnlyList<Plot> All() => [.. Draw()];

    private IEnumerable<Plot> Draw()
    {
        int objectives = _data.Directions.Count;
        for (int across = 0; across < objectives; across++)
            for (int up = across + 1; up < objectives; up++) yield return ParetoFront(across, up);
        if (objectives > 1) yield return HypervolumeHistory();
        for (int objective = 0; objective < objectives; objective++)
            foreach (Plot plot in Draw(objective)) yield return plot;
        yield return Timeline();
    }

    private IEnumerable<Plot> Draw(int objective)
    {
        yield return OptimizationHistory(objective);
        if (_data.Trials.Any(trial => !trial.IntermediateValues.IsEmpty)) yield return IntermediateValues(objective);
        yield return EmpiricalDistribution(objective);
        if (_data.Complete.Length < 2) yield break;
        string[] parameters = [.. _data.Importance(new() { Objective = objective }).Keys.Where(name => !_data.Column(name).Distribution.IsSingle)];
        if (parameters.Length == 0) yield break;
        foreach (ImportanceMethod method in Enum.GetValues<ImportanceMethod>()) yield return Importance(new() { Method = method, Objective = objective });
        yield return ParallelCoordinates(objective, [.. parameters.Take(MostParallel)]);
        foreach (string parameter in parameters) yield return Slice(parameter, objective);
        string[] paired = [.. parameters.Take(MostPaired)];
        for (int i = 0; i < paired.Length; i++)
            for (int j = i + 1; j < paired.Length; j++) yield return Contour(paired[i], paired[j], objective);
        for (int i = 0; i < paired.Length; i++)
            for (int j = i + 1; j < paired.Length; j++) yield return Rank(paired[i], paired[j], objective);
    }
}
