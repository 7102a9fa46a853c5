namespace MlNetDeep.Tuning;

/// <summary>
/// The randomised direct search FLOW2 with restarts: a step from the best point in a random direction, then in the opposite one; the
/// step shrinks when neither way was better often enough.
/// </summary>
internal sealed class FlowSearch : BatchSearch
{
    private readonly SearchFrame _frame;
    private readonly CostFrugalOptions _options;
    private readonly AdmissibleRegion _region;
    private readonly double _firstStep;
    private readonly int _patience;
    private Member? _incumbent;
    private double[] _next, _direction = [];
    private double _step;
    private int _moves, _failures, _trials, _bestTrial;
    private bool _isForward;

    public FlowSearch(SearchFrame frame, CostFrugalOptions options)
    {
        (_frame, _options) = (frame, options);
        int n = frame.Dimensions.Count;
        _firstStep = _step = options.InitialStep * Math.Sqrt(n);
        _patience = 1 << Math.Min(n, 9);
        _region = new AdmissibleRegion(frame, options.InitialStep);
        foreach (Member member in frame.Earlier) _region.Visit(member);
        _next = [.. frame.Dimensions.Select(_ => 0.5)];
        if (frame.Origin is { } origin) Settle(origin);
    }

    /// <inheritdoc/>
    public override int Size => 1;

    /// <summary>The length of the next step.</summary>
    public double Step => _step;

    /// <summary>How often the search began anew.</summary>
    public int Restarts { get; private set; }

    /// <inheritdoc/>
    public override double[] Propose(int slot, int trial)
    {
        if (slot == 0) return _next;
        // Other workers look in other directions at the same time.
        return _incumbent is null ? _region.Draw(trial, "flow.elsewhere") : Move(Direction(trial, "flow.aside"), 1, trial, "flow.aside");
    }

    /// <inheritdoc/>
    public override void Tell(IReadOnlyList<Member> members)
    {
        foreach (Member member in members) _region.Visit(member);
        _trials += members.Count;
        Member best = members.Min()!;
        if (best.IsBetterThan(_incumbent)) Settle(best);
        else if (_isForward)
        {
            _failures += members.Count;
            _isForward = false;
            _next = Move(_direction, -1, _moves, "flow.back");
        }
        else
        {
            _failures += members.Count;
            if (_failures >= _patience) Shrink();
            if (_step < _options.LeastStep * Math.Sqrt(_frame.Dimensions.Count)) Restart();
            else Turn();
        }
    }

    private void Settle(Member member)
    {
        (_incumbent, _failures, _bestTrial) = (member, 0, _trials);
        Turn();
    }

    private void Turn()
    {
        _moves++;
        _isForward = true;
        _direction = Direction(_moves, "flow");
        _next = Move(_direction, 1, _moves, "flow");
    }

    private void Shrink()
    {
        // By the root of the trials so far to those that led to the best point; at first, at least by a half of the octave.
        _step *= Math.Sqrt(Math.Max(1, _bestTrial) / (double)Math.Max(2, _trials));
        _failures = 0;
        _bestTrial = _trials;
    }

    private void Restart()
    {
        Restarts++;
        _region.Grow();
        (_incumbent, _step, _failures, _trials, _bestTrial) = (null, _firstStep, 0, 0, 0);
        _isForward = true;
        _next = _region.Draw(Restarts, "flow.restart");
    }

    private double[] Direction(int draw, string purpose)
    {
        double[] direction = [.. Enumerable.Range(0, _frame.Dimensions.Count).Select(d => _frame.Normal(draw, purpose, d))];
        double length = Math.Sqrt(direction.Sum(x => x * x));
        return [.. direction.Select(x => x / length)];
    }

    private double[] Move(double[] direction, int sign, int draw, string purpose)
    {
        double[] point = [.. _incumbent!.Point];
        for (int d = 0; d < point.Length; d++)
        {
            if (_frame.IsCategory(d)) point[d] = Switch(d, Math.Abs(_step * direction[d]), draw, purpose);
            else point[d] = Math.Clamp(point[d] + sign * _step * direction[d], 0, 1);
        }
        return point;
    }

    // A step that leaves the middle of a choice's share leads to any other choice, since none is nearer than another.
    private double Switch(int dimension, double length, int draw, string purpose)
    {
        double count = _frame.Dimensions[dimension].Distribution.Count, here = Math.Clamp(Math.Floor(_incumbent!.Point[dimension] * count), 0, count - 1);
        if (length <= 0.5 / count) return (here + 0.5) / count;
        double other = Math.Floor(_frame.Uniform(draw, purpose + ".choice", dimension) * (count - 1));
        return ((other < here ? other : other + 1) + 0.5) / count;
    }
}
