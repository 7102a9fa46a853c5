namespace MlNetDeep.Tuning;

/// <summary>
/// The growing table behind <see cref="Observations"/>. Rows are only ever added beyond those that a snapshot shows, so that
/// snapshots share the arrays. One thread at a time.
/// </summary>
internal sealed class ObservationTable(IReadOnlyList<Direction> directions)
{
    private readonly Dictionary<string, Column> _byName = new(StringComparer.Ordinal);
    private readonly List<Column> _columns = [];
    private readonly HashSet<int> _present = [];
    private readonly double[][] _losses = [.. directions.Select(_ => Array.Empty<double>())];
    private int[] _numbers = [], _steps = [];
    private double[] _violations = [];
    private int _count;
    private Observations? _snapshot;

    public static Observations Of(IReadOnlyList<Direction> directions, IReadOnlyList<TrialRecord> trials)
    {
        return Build(directions, trials).Snapshot();
    }

    public static ObservationTable Build(IReadOnlyList<Direction> directions, IEnumerable<TrialRecord> trials)
    {
        var table = new ObservationTable(directions);
        TrialRecord[] ended = [.. trials.Where(HasRow)];
        // The columns come first, with their last choices: indices differ where choices were put before others.
        foreach (TrialRecord trial in ended)
            foreach ((string name, ParameterValue parameter) in trial.Parameters)
                table.Get(name, parameter.Distribution).Merge(parameter.Distribution);
        foreach (TrialRecord trial in ended) table.TryAdd(trial);
        return table;
    }

    /// <summary>Adds a trial that has something to show. False when the table has it already, with other content: it must be built anew.</summary>
    public bool TryAdd(TrialRecord trial)
    {
        if (!HasRow(trial)) return true;
        if (_present.Contains(trial.Number)) return false;
        foreach ((string name, ParameterValue parameter) in trial.Parameters)
            if (_byName.TryGetValue(name, out Column? known) && !known.TryAdopt(parameter.Distribution)) return false;

        _snapshot = null;
        _present.Add(trial.Number);
        int row = _count++;
        Set(ref _numbers, row, trial.Number);
        Set(ref _steps, row, trial.State == TrialState.Complete ? Observations.CompleteStep : trial.IntermediateValues.IsEmpty ? -1 : trial.IntermediateValues[^1].Step);
        Set(ref _violations, row, trial.Violation);
        for (int i = 0; i < _losses.Length; i++)
        {
            double value = i < trial.Values.Length ? trial.Values[i] : double.PositiveInfinity;
            Set(ref _losses[i], row, i < trial.Values.Length && directions[i] == Direction.Maximize ? -value : value);
        }
        foreach (Column column in _columns) column.Set(row, double.NaN);
        foreach ((string name, ParameterValue parameter) in trial.Parameters)
        {
            Column column = Get(name, parameter.Distribution);
            column.Set(row, column.Translate(parameter));
            column.Present++;
        }
        return true;
    }

    public Observations Snapshot() => _snapshot ??= new Observations(_count, _numbers, _steps, _violations, [.. _losses], [.. _columns.Select(column => column.Snapshot(_count))]);

    private static bool HasRow(TrialRecord trial) => trial.State is TrialState.Complete or TrialState.Pruned or TrialState.Paused;

    private Column Get(string name, Distribution distribution)
    {
        if (_byName.TryGetValue(name, out Column? column)) return column;
        column = new Column(name, distribution, _count);
        _byName.Add(name, column);
        _columns.Add(column);
        return column;
    }

    private static void Set<T>(ref T[] values, int row, T value)
    {
        if (row >= values.Length) Array.Resize(ref values, Math.Max(16, 2 * values.Length));
        values[row] = value;
    }

    private sealed class Column
    {
        private double[] _values = [], _units = [];

        public Column(string name, Distribution distribution, int rows)
        {
            (Name, Distribution) = (name, distribution);
            for (int row = 0; row < rows; row++) Set(row, double.NaN);
        }

        public string Name { get; }

        public Distribution Distribution { get; private set; }

        public int Present { get; set; }

        /// <summary>Takes over a later distribution. False, and nothing is changed, when earlier choices get other indices by it.</summary>
        public bool TryAdopt(Distribution later)
        {
            Distribution merged = ChoiceDistribution.Merge(Distribution, later);
            if (Present > 0 && Distribution is ChoiceDistribution known && !((ChoiceDistribution)merged).Choices.Take(known.Choices.Length).SequenceEqual(known.Choices, Scalar.Comparer)) return false;
            Adopt(merged);
            return true;
        }

        public void Merge(Distribution later) => Adopt(ChoiceDistribution.Merge(Distribution, later));

        public double Translate(ParameterValue parameter) =>
            Distribution is ChoiceDistribution && !Distribution.Equals(parameter.Distribution) ? Distribution.ToInternal(parameter.Value) : parameter.Internal;

        public void Set(int row, double value)
        {
            ObservationTable.Set(ref _values, row, value);
            ObservationTable.Set(ref _units, row, Unit(value));
        }

        public ParameterColumn Snapshot(int count) => new(Name, Distribution, _values, _units, count, Present);

        private double Unit(double value) => double.IsNaN(value) ? double.NaN : Distribution.ToUnit(value);

        // The same values lie elsewhere on another range. Snapshots keep the array they have.
        private void Adopt(Distribution distribution)
        {
            if (Distribution.Equals(distribution)) return;
            Distribution = distribution;
            _units = Array.ConvertAll(_values, Unit);
        }
    }
}
