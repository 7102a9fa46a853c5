namespace MlNetDeep.Tuning;

/// <summary>
/// What the trials that are complete, pruned or paused have shown, as columns: what samplers learn from. One row for each trial, in
/// the order in which they ended. Failed trials have no row.
/// </summary>
/// <remarks>The columns of a study grow with it and are never copied, so that proposing stays cheap after thousands of trials.</remarks>
public sealed class Observations
{
    private readonly int[] _numbers, _steps;
    private readonly double[] _violations;
    private readonly double[][] _losses;
    private readonly Dictionary<string, int> _index;
    private readonly Lock _gate = new();
    private int[]? _ranking;
    private SearchSpace? _space;

    internal Observations(int count, int[] numbers, int[] steps, double[] violations, double[][] losses, ParameterColumn[] columns)
    {
        (Count, _numbers, _steps, _violations, _losses, Columns) = (count, numbers, steps, violations, losses, columns);
        _index = new Dictionary<string, int>(columns.Length, StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++) _index.Add(columns[i].Name, i);
    }

    /// <summary>The step of a row whose trial is complete.</summary>
    public const int CompleteStep = int.MaxValue;

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The numbers of the trials.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, Count);

    /// <summary>
    /// How far each trial came: <see cref="CompleteStep"/> for complete ones, the step of the last report for pruned and paused ones,
    /// -1 for those that reported nothing.
    /// </summary>
    public ReadOnlySpan<int> Steps => _steps.AsSpan(0, Count);

    /// <summary>By how much each trial violates its constraints, 0 for not at all; see <see cref="TrialRecord.Violation"/>.</summary>
    public ReadOnlySpan<double> Violations => _violations.AsSpan(0, Count);

    /// <summary>The parameters in the order in which the study met them.</summary>
    public IReadOnlyList<ParameterColumn> Columns { get; }

    /// <summary>The values of an objective, with the sign changed where it is maximised: the smaller the better. May be infinite, never NaN.</summary>
    /// <param name="objective">The objective, from 0.</param>
    public ReadOnlySpan<double> Losses(int objective = 0) => _losses[objective].AsSpan(0, Count);

    /// <summary>The column of a parameter; null when no row has it.</summary>
    /// <param name="name">The parameter's name.</param>
    public ParameterColumn? Find(string name) => _index.TryGetValue(name, out int index) ? Columns[index] : null;

    /// <summary>
    /// The rows from best to worst by the first objective: those that keep the constraints first, the others by violation; complete
    /// ones by their loss, after them pruned ones by how far they came, then by their loss. Equals keep their order.
    /// </summary>
    public ReadOnlySpan<int> Ranking
    {
        get
        {
            lock (_gate) return _ranking ??= Rank();
        }
    }

    /// <summary>The first rows of <see cref="Ranking"/>, found without sorting all of them.</summary>
    internal int[] Best(int count)
    {
        int[] best = new int[Math.Min(count, Count)];
        int filled = 0;
        for (int row = 0; row < Count && best.Length > 0; row++)
        {
            if (filled == best.Length && Compare(row, best[^1]) >= 0) continue;
            int place = filled < best.Length ? filled++ : filled - 1;
            for (; place > 0 && Compare(row, best[place - 1]) < 0; place--) best[place] = best[place - 1];
            best[place] = row;
        }
        return best;
    }

    /// <summary>The parameters as a space, with what is known of when each is asked for.</summary>
    public SearchSpace Space
    {
        get
        {
            lock (_gate) return _space ??= new SearchSpace(this);
        }
    }

    private int[] Rank()
    {
        int[] rows = new int[Count];
        for (int i = 0; i < rows.Length; i++) rows[i] = i;
        Array.Sort(rows, Compare);
        return rows;
    }

    private int Compare(int a, int b)
    {
        int order = _violations[a].CompareTo(_violations[b]);
        if (order == 0) order = _steps[b].CompareTo(_steps[a]);
        if (order == 0) order = _losses[0][a].CompareTo(_losses[0][b]);
        return order != 0 ? order : _numbers[a].CompareTo(_numbers[b]);
    }
}
