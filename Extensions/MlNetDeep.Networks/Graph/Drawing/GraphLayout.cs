namespace MlNetDeep.Networks;

/// <summary>Where an edge runs between the row of its source and that of its target: within a column, or in a lane of the gap beside one.</summary>
/// <param name="Source">The step it comes from.</param>
/// <param name="Target">The step it goes to.</param>
/// <param name="Column">The column it runs in, or the column to the left of its gap.</param>
/// <param name="Lane">The lane of the gap, from 0; -1 within a column.</param>
internal readonly record struct EdgeRoute(int Source, int Target, int Column, int Lane);

/// <summary>
/// Places the calls of a network on a grid. The row of a call is its longest way from an input. The network falls into chains, the longest
/// first; each gets the column nearest to where it branches off that is free in its rows. An edge that skips rows runs in a column that is free
/// there, or in a lane of the gap between two columns: so no edge runs through a box, and residual networks, Inception blocks and U shapes look
/// as they are drawn in papers.
/// </summary>
internal sealed class GraphLayout
{
    private readonly int[][] _sources;
    private readonly List<int>[] _targets;

    // What is at a column and row: a box (-1), or the source of the edges that run there.
    private readonly Dictionary<(int Column, int Row), int> _occupied = [];
    private readonly Dictionary<int, List<Dictionary<int, int>>> _lanes = [];

    public GraphLayout(IReadOnlyList<PlannedCall> steps)
    {
        _sources = [.. steps.Select(step => step.Sources)];
        _targets = [.. steps.Select(_ => new List<int>())];
        Rows = new int[steps.Count];
        Columns = new int[steps.Count];
        for (int i = 0; i < _sources.Length; i++)
        {
            foreach (int source in _sources[i])
            {
                Rows[i] = Math.Max(Rows[i], Rows[source] + 1);
                _targets[source].Add(i);
            }
        }
        PlaceChains();
        for (int i = 0; i < Columns.Length; i++) _occupied[(Columns[i], Rows[i])] = -1;
        // Short edges first: they get the inner lanes, and longer ones run around them.
        Routes = [.. Edges().OrderBy(edge => Rows[edge.Target] - Rows[edge.Source]).ThenBy(edge => edge.Target).Select(edge => Route(edge.Source, edge.Target))];
    }

    /// <summary>The row of each step, from 0.</summary>
    public int[] Rows { get; }

    /// <summary>The column of each step; 0 for the longest chain.</summary>
    public int[] Columns { get; }

    /// <summary>The edges, one for each input of each step.</summary>
    public IReadOnlyList<EdgeRoute> Routes { get; }

    /// <summary>The number of lanes in the gap to the right of a column.</summary>
    public int LanesBeside(int column) => _lanes.TryGetValue(column, out List<Dictionary<int, int>>? lanes) ? lanes.Count : 0;

    private IEnumerable<(int Source, int Target)> Edges()
    {
        for (int target = 0; target < _sources.Length; target++)
            foreach (int source in _sources[target]) yield return (source, target);
    }

    private void PlaceChains()
    {
        int[] heights = new int[_sources.Length];
        for (int i = heights.Length - 1; i >= 0; i--)
            foreach (int source in _sources[i]) heights[source] = Math.Max(heights[source], heights[i] + 1);

        bool[] placed = new bool[heights.Length];
        var taken = new HashSet<(int Column, int Row)>();
        foreach (int start in Enumerable.Range(0, heights.Length).OrderBy(i => Rows[i]).ThenByDescending(i => heights[i]))
        {
            if (placed[start]) continue;
            var chain = new List<int>();
            for (int i = start; i >= 0; i = Next(i))
            {
                chain.Add(i);
                placed[i] = true;
            }
            // The way to where the chain joins another one is kept free too.
            int end = Math.Max(Rows[chain[^1]], _targets[chain[^1]].Select(target => Rows[target] - 1).DefaultIfEmpty(0).Max());
            int column = FreeColumn(Origin(chain), Rows[start], end);
            foreach (int i in chain) Columns[i] = column;
            for (int row = Rows[start]; row <= end; row++) taken.Add((column, row));
        }

        int Next(int i) => _targets[i].Where(target => !placed[target]).OrderByDescending(target => heights[target]).FirstOrDefault(-1);

        int? Origin(List<int> chain)
        {
            if (taken.Count == 0) return null;
            if (_sources[chain[0]].Length > 0) return Columns[_sources[chain[0]][0]];
            foreach (int target in _targets[chain[^1]])
                if (placed[target]) return Columns[target];
            return 0;
        }

        int FreeColumn(int? origin, int first, int last)
        {
            if (origin is not int middle) return 0;
            for (int distance = 1; ; distance++)
            {
                if (IsFree(middle + distance)) return middle + distance;
                if (IsFree(middle - distance)) return middle - distance;
            }

            bool IsFree(int column)
            {
                for (int row = first; row <= last; row++)
                    if (taken.Contains((column, row))) return false;
                return true;
            }
        }
    }

    private EdgeRoute Route(int source, int target)
    {
        int first = Rows[source] + 1, last = Rows[target] - 1;
        int from = Columns[source], to = Columns[target];
        if (first > last) return new EdgeRoute(source, target, to, -1);
        foreach (int column in (ReadOnlySpan<int>)[to, from])
        {
            if (!Enumerable.Range(first, last - first + 1).All(row => _occupied.GetValueOrDefault((column, row), source) == source)) continue;
            for (int row = first; row <= last; row++) _occupied[(column, row)] = source;
            return new EdgeRoute(source, target, column, -1);
        }
        bool right = from == to ? to >= 0 : from > to;
        int gap = right ? to : to - 1;
        if (!_lanes.TryGetValue(gap, out List<Dictionary<int, int>>? lanes)) _lanes[gap] = lanes = [];
        int lane = lanes.FindIndex(rows => Enumerable.Range(first, last - first + 1).All(row => rows.GetValueOrDefault(row, source) == source));
        if (lane < 0)
        {
            lane = lanes.Count;
            lanes.Add([]);
        }
        for (int row = first; row <= last; row++) lanes[lane][row] = source;
        return new EdgeRoute(source, target, gap, lane);
    }
}
