namespace MlNetDeep.Networks;

/// <summary>
/// Where edges leave the lower and enter the upper border of boxes: one that goes straight down in the middle, the others to the left and right
/// of it in the order in which they come, so that they do not cross. Edges of a box that go the same way leave it together.
/// </summary>
internal sealed class EdgePorts
{
    private const double Spacing = 20;
    private readonly double _room;

    public EdgePorts(GraphLayout layout, Func<int, double> center, Func<EdgeRoute, double> middle, double boxWidth)
    {
        _room = boxWidth / 2 - 12;
        Start = new double[layout.Routes.Count];
        End = new double[layout.Routes.Count];
        int[] all = [.. Enumerable.Range(0, Start.Length)];
        foreach (IGrouping<int, int> edges in all.GroupBy(i => layout.Routes[i].Source))
        {
            (double X, int[] Edges)[] ways = [.. edges.GroupBy(i => Way(i, layout.Routes[i].Target)).Select(way => (way.Key, way.ToArray()))];
            double[] offsets = Spread(center(edges.Key), [.. ways.Select(way => way.X)]);
            for (int k = 0; k < ways.Length; k++)
                foreach (int edge in ways[k].Edges) Start[edge] = center(edges.Key) + offsets[k];
        }
        foreach (IGrouping<int, int> edges in all.GroupBy(i => layout.Routes[i].Target))
        {
            int[] list = [.. edges];
            double[] offsets = Spread(center(edges.Key), [.. list.Select(i => Way(i, layout.Routes[i].Source))]);
            for (int k = 0; k < list.Length; k++) End[list[k]] = center(edges.Key) + offsets[k];
        }

        // The place that the edge is next at, seen from the box at its other end.
        double Way(int edge, int other)
        {
            EdgeRoute route = layout.Routes[edge];
            return layout.Rows[route.Target] - layout.Rows[route.Source] > 1 ? middle(route) : center(other);
        }
    }

    /// <summary>Where each edge, in the order of the routes, leaves its source.</summary>
    public double[] Start { get; }

    /// <summary>Where each edge enters its target.</summary>
    public double[] End { get; }

    private double[] Spread(double center, double[] ways)
    {
        double[] offsets = new double[ways.Length];
        int[] order = [.. Enumerable.Range(0, ways.Length).OrderBy(k => ways[k])];
        // The first one from straight above stays in the middle; without one, a single edge does, and several are centred.
        int straight = Array.FindIndex(order, k => Math.Abs(ways[k] - center) < 0.5);
        double zero = straight >= 0 ? straight : (ways.Length - 1) / 2.0;
        double spacing = Math.Min(Spacing, _room / Math.Max(1, Math.Max(zero, ways.Length - 1 - zero)));
        for (int place = 0; place < order.Length; place++) offsets[order[place]] = (place - zero) * spacing;
        return offsets;
    }
}
