namespace MlNetDeep.Tuning;

/// <summary>
/// The randomised direct search FLOW2 with restarts: a step from the best point in a random direction, then in the opposite one; the
/// step shrinks when neither way was better often enough.
/// </summary>
/// <remarks>
/// The paper waits for 2^(n-1) failures and then shrinks by the share of trials since the best one, which hardly shrinks the step at
/// all in some hundred trials. Here it shrinks after as many failures as there are dimensions, and grows again while steps lead on.
/// </remarks>
internal sealed class FlowSearch : BatchSearch
{
    private const double Shrinking = 0.7, Growing = 1.2;

    private readonly SearchFrame _frame;
    private readonly CostFrugalOptions _options;
    private readonly AdmissibleRegion _region;
    private readonly double _firstStep;
    private Member? _incumbent;
    private double[] _next, _direction = [];
    private double _step;
    private int _moves, _failures;
    private bool _isForward;

    public FlowSearch(SearchFrame frame, CostFrugalOptions options)
    {
        (_frame, _options) = (frame, options);
        int n = frame.Dimensions.Count;
        _firstStep = _step = options.InitialStep * Math.Sqrt(n);
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
        Member best = members.Min()!;
        if (best.IsBetterThan(_incumbent))
        {
            if (_incumbent is not null) _step = Math.Min(_firstStep, _step * Growing);
            Settle(best);
            return;
        }
        _failures += members.Count;
        if (_isForward)
        {
            _isForward = false;
            _next = Move(_direction, -1, _moves, "flow.back");
            return;
        }
        if (_failures >= _frame.Dimensions.Count) (_step, _failures) = (_step * Shrinking, 0);
        if (_step < _options.LeastStep * Math.Sqrt(_frame.Dimensions.Count)) Restart();
        else Turn();
    }

    private void Settle(Member member)
    {
        (_incumbent, _failures) = (member, 0);
        Turn();
    }

    private void Turn()
    {
        _moves++;
        _isForward = true;
        _direction = Direction(_moves, "flow");
        _next = Move(_direction, 1, _moves, "flow");
    }

    private void Restart()
    {
        Restarts++;
        _region.Grow();
        (_incumbent, _step, _failures) = (null, _firstStep, 0);
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
