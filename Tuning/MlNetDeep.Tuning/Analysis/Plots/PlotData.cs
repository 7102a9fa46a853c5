namespace MlNetDeep.Tuning;

/// <summary>What plots show: the trials as they were when drawing began.</summary>
internal sealed class PlotData
{
    // More marks than this make a page that browsers struggle with, and tell the eye nothing more.
    private const int MostMarks = 1500;

    private readonly IReadOnlyList<string> _objectives;

    public PlotData(string study, IReadOnlyList<Direction> directions, IReadOnlyList<string> objectives, StudyHistory history)
    {
        (Study, Directions, _objectives, History) = (study, directions, objectives, history);
        (Trials, Observations) = (history.Trials, history.Observations);
        Ended = [.. Enumerable.Range(0, Observations.Count)];
        Complete = [.. Ended.Where(row => Observations.Steps[row] == Observations.CompleteStep)];
    }

    public string Study { get; }

    public IReadOnlyList<Direction> Directions { get; }

    public StudyHistory History { get; }

    public IReadOnlyList<TrialRecord> Trials { get; }

    public Observations Observations { get; }

    /// <summary>The rows of the observations.</summary>
    public int[] Ended { get; }

    /// <summary>Those of complete trials.</summary>
    public int[] Complete { get; }

    public string Objective(int objective) => _objectives[objective];

    public TrialRecord Trial(int row) => Trials[Observations.Numbers[row]];

    public double Value(int row, int objective) => Trial(row).Values is { IsEmpty: false } values ? values[objective] : double.NaN;

    /// <summary>What tells a trial from the others when the pointer rests on its mark.</summary>
    public static string Tip(TrialRecord trial, int objective) =>
        trial.Values.IsEmpty ? FormattableString.Invariant($"trial {trial.Number}") : FormattableString.Invariant($"trial {trial.Number}: {PlotText.Number(trial.Values[objective])}");

    /// <summary>The complete trials that plots of parameters show, the best ones last so that they lie on top; an even selection of very many.</summary>
    public int[] Shown(int objective)
    {
        int[] rows = [.. Complete.Where(row => double.IsFinite(Value(row, objective)))];
        int every = (rows.Length + MostMarks - 1) / MostMarks;
        double[] losses = Observations.Losses(objective).ToArray();
        return [.. rows.OrderByDescending(row => losses[row]).Where((_, place) => (rows.Length - 1 - place) % Math.Max(1, every) == 0)];
    }

    public ColorScale Colors(int objective) => new(Complete.Select(row => Value(row, objective)), Directions[objective]);

    public ParameterColumn Column(string parameter) => Observations.Find(parameter)
        ?? throw new ArgumentException($"study '{Study}' has no finished trial with a parameter '{parameter}'; it has {(Observations.Columns.Count == 0 ? "none at all" : string.Join(", ", Observations.Columns.Select(column => column.Name)))}");

    /// <summary>The numbers of the trials on the Pareto front.</summary>
    public HashSet<int> Front() => [.. Tuning.Study.ParetoFront(Trials, Directions).Select(trial => trial.Number)];

    public IReadOnlyDictionary<string, double> Importance(ImportanceOptions options) => ParameterImportance.Of(Study, Directions.Count, Observations, options);

    public void Check(int objective)
    {
        if (objective < 0 || objective >= Directions.Count)
            throw new ArgumentException(FormattableString.Invariant($"the study has {Directions.Count} objectives, numbered from 0, so there is no objective {objective}"));
    }

    /// <summary>The name of a plot's file, with the objective where there are several.</summary>
    public string Name(string plot, int objective, params IEnumerable<string> parameters)
    {
        string name = string.Join('-', new[] { plot }.Concat(parameters.Select(PlotText.FileName)));
        return Directions.Count == 1 ? name : FormattableString.Invariant($"{name}-objective{objective}");
    }
}
