namespace MlNetDeep.Tuning;

/// <summary>
/// The simplex search of Nelder and Mead within the unit cube, begun anew where earlier searches have not been (Luersen and Le
/// Riche, "Globalized Nelder-Mead Method for Engineering Optimization", 2004). Categories stay as they are during one search.
/// </summary>
internal sealed class SimplexSearch : BatchSearch
{
    // Of so many random points the one farthest from the earlier searches is the next start.
    private const int Candidates = 10;

    // The share of a range within which an earlier search counts as near, and below which a simplex has collapsed.
    private const double Nearness = 0.1, Collapsed = 1e-7;

    private readonly SearchFrame _frame;
    private readonly NelderMeadOptions _options;
    private readonly int[] _axes;
    private readonly List<double[]> _visited = [];
    private readonly int _patience;
    private Member[] _corners = [];
    private double[][] _wanted;
    private double[] _middle = [];
    private Member? _reflected;
    private double _best;
    private int _stagnant, _moves;

    public SimplexSearch(SearchFrame frame, NelderMeadOptions options)
    {
        (_frame, _options) = (frame, options);
        _axes = [.. Enumerable.Range(0, frame.Dimensions.Count).Where(d => !frame.IsCategory(d))];
        _patience = options.MaxIterationsWithoutImprovement ?? 5 + 2 * _axes.Length;
        _wanted = Begin(frame.Origin?.Point ?? frame.UniformPoint(0, "simplex.start"));
    }

    /// <inheritdoc/>
    public override int Size => _wanted.Length;

    /// <summary>What the current trials are for.</summary>
    public SimplexStage Stage { get; private set; }

    /// <summary>How often the search began anew.</summary>
    public int Restarts { get; private set; }

    /// <summary>The corners, the best first; none while they are evaluated for the first time.</summary>
    public IReadOnlyList<Member> Corners => _corners;

    /// <inheritdoc/>
    // Workers for whom the simplex has nothing look elsewhere; a corner gives way to what they find.
    public override double[] Propose(int slot, int trial) => slot < _wanted.Length ? _wanted[slot] : _frame.UniformPoint(trial, "simplex.elsewhere");

    /// <inheritdoc/>
    public override void Tell(IReadOnlyList<Member> members)
    {
        Member[] asked = [.. members.Where(member => member.Slot < Size)], aside = [.. members.Where(member => member.Slot >= Size)];
        Member? result = asked.FirstOrDefault();
        switch (Stage)
        {
            case SimplexStage.Begin:
                _corners = [.. (asked.Length > 0 ? asked : aside).Order()];
                break;
            case SimplexStage.Shrink:
                _corners = [.. asked.Append(_corners[0]).Order()];
                break;
            case SimplexStage.Reflect when result is not null && result.IsBetterThan(_corners[0]):
                (_reflected, Stage, _wanted) = (result, SimplexStage.Expand, [Place(_options.Gamma)]);
                Take(aside);
                return;
            case SimplexStage.Reflect when result is not null && result.IsBetterThan(_corners[^2]):
                Replace(result);
                break;
            case SimplexStage.Reflect:
                (Stage, _wanted) = (SimplexStage.Contract, [Place(_options.Rho)]);
                Take(aside);
                return;
            case SimplexStage.Expand:
                Replace(result is not null && result.IsBetterThan(_reflected) ? result : _reflected!);
                break;
            case SimplexStage.Contract when result is not null && result.IsBetterThan(_corners[^1]):
                Replace(result);
                break;
            default:
                Stage = SimplexStage.Shrink;
                _wanted = [.. _corners[1..].Select(corner => Blend(_corners[0].Point, corner.Point, _options.Sigma))];
                Take(aside);
                return;
        }
        Take(aside);
        Continue();
    }

    // Without axes there are no corners to move, and each search is a single point.
    private void Continue()
    {
        double fallen = _best - _corners[0].Loss;
        _stagnant = fallen > _options.NoImprovementThreshold * Math.Abs(_best) || double.IsPositiveInfinity(_best) && !double.IsPositiveInfinity(_corners[0].Loss) ? 0 : _stagnant + 1;
        if (_stagnant == 0) _best = _corners[0].Loss;
        if (_corners.Length < 2 || _stagnant > _patience || ++_moves >= _options.MaxIterationsPerRestart || Extent() < Collapsed)
        {
            _visited.Add(_corners[0].Point);
            Restarts++;
            _wanted = Begin(Elsewhere());
            return;
        }
        _middle = [.. Enumerable.Range(0, _frame.Dimensions.Count).Select(d => _corners[..^1].Average(corner => corner.Point[d]))];
        (Stage, _wanted) = (SimplexStage.Reflect, [Place(_options.Alpha)]);
    }

    private double[][] Begin(double[] start)
    {
        _visited.Add(start);
        (Stage, _corners, _best, _stagnant, _moves) = (SimplexStage.Begin, [], double.PositiveInfinity, 0, 0);
        double[][] corners = [start, .. _axes.Select(_ => (double[])start.Clone())];
        // Away from the nearer border, so that no corner falls on it.
        for (int i = 0; i < _axes.Length; i++) corners[i + 1][_axes[i]] += start[_axes[i]] > 0.5 ? -_options.InitialSize : _options.InitialSize;
        return corners;
    }

    private double[] Elsewhere()
    {
        double[][] candidates = [.. Enumerable.Range(0, Candidates).Select(attempt => _frame.UniformPoint(Restarts, "simplex.start", attempt))];
        return candidates.MinBy(Density)!;
    }

    // The kernel density of the starts and ends of earlier searches.
    private double Density(double[] point) => _visited.Sum(other => Math.Exp(-_axes.Sum(d => (point[d] - other[d]) * (point[d] - other[d])) / (2 * Nearness * Nearness * Math.Max(1, _axes.Length))));

    private double[] Place(double factor)
    {
        double[] point = [.. _corners[^1].Point];
        foreach (int d in _axes) point[d] = Math.Clamp(_middle[d] + factor * (_middle[d] - point[d]), 0, 1);
        return Settled(point);
    }

    private double[] Blend(double[] best, double[] other, double share)
    {
        double[] point = [.. best];
        foreach (int d in _axes) point[d] += share * (other[d] - best[d]);
        return Settled(point);
    }

    private double[] Settled(double[] point)
    {
        for (int d = 0; d < point.Length; d++)
            if (_frame.IsCategory(d)) point[d] = _corners[0].Point[d];
        return point;
    }

    private double Extent() => _axes.Max(d => _corners.Max(corner => corner.Point[d]) - _corners.Min(corner => corner.Point[d]));

    private void Replace(Member member) => _corners = [.. _corners[..^1].Append(member).Order()];

    private void Take(Member[] aside)
    {
        foreach (Member member in aside)
            if (member.IsBetterThan(_corners[0])) Replace(member);
    }
}
