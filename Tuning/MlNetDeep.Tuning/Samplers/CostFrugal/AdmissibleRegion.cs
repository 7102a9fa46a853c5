namespace MlNetDeep.Tuning;

/// <summary>
/// Where a <see cref="FlowSearch"/> may begin anew: a box around the cheapest point so far, which grows with each restart until it is
/// the whole space. So a search that started cheaply stays cheap as long as that leads anywhere.
/// </summary>
internal sealed class AdmissibleRegion(SearchFrame frame, double growth)
{
    private Member? _cheapest;
    private double _reach;

    /// <summary>Takes note of a trial.</summary>
    public void Visit(Member member)
    {
        if (_cheapest is null || (member.Cost ?? double.PositiveInfinity) < (_cheapest.Cost ?? double.PositiveInfinity)) _cheapest = member;
    }

    /// <summary>Widens the box.</summary>
    public void Grow() => _reach += growth;

    /// <summary>A point of the box, the same for the same draw.</summary>
    public double[] Draw(int draw, string purpose)
    {
        double[] point = frame.UniformPoint(draw, purpose);
        for (int d = 0; d < point.Length; d++)
        {
            double centre = _cheapest?.Point[d] ?? 0.5;
            if (!frame.IsCategory(d)) point[d] = double.Lerp(Math.Max(0, centre - _reach), Math.Min(1, centre + _reach), point[d]);
            else if (frame.Uniform(draw, purpose + ".keep", d) >= _reach) point[d] = centre;
        }
        return point;
    }
}
