namespace MlNetDeep.Tuning;

/// <summary>
/// When a parameter is asked for, as a rule on one other parameter that explains all trials seen: "when the optimizer is sgd", "from
/// three layers on". Null stands for always.
/// </summary>
internal sealed class Condition
{
    // More changes along a numeric parent than the two ends of a range are chance rather than a rule.
    private const int MostChanges = 2;

    private readonly int _parent;
    private readonly double[] _values;
    private readonly bool[] _active;

    private Condition(int parent, double[] values, bool[] active) => (_parent, _values, _active) = (parent, values, active);

    public static Condition? Of(Observations observations, int dimension)
    {
        ParameterColumn column = observations.Columns[dimension];
        if (column.Present == observations.Count) return null;
        Condition? best = null;
        int fewest = int.MaxValue;
        // A parent is asked for before its child, so the study met it earlier.
        for (int parent = 0; parent < dimension; parent++)
        {
            if (Explain(observations.Columns[parent], column) is not { } rule) continue;
            int changes = Enumerable.Range(1, rule.Active.Length - 1).Count(i => rule.Active[i] != rule.Active[i - 1]);
            bool isCategorical = observations.Columns[parent].Distribution is CategoricalDistribution;
            if (changes == 0 || (!isCategorical && changes > MostChanges) || changes >= fewest) continue;
            (best, fewest) = (new Condition(parent, rule.Values, rule.Active), changes);
        }
        return best;
    }

    /// <summary>Whether a point meets the condition: what trials with the same, else the nearest, value of the parent did.</summary>
    public bool IsMet(double[] point, SearchSpace space)
    {
        if (double.IsNaN(point[_parent])) return false;
        SearchDimension parent = space.Dimensions[_parent];
        double value = parent.Distribution.FromUnit(point[_parent]);
        int index = Array.BinarySearch(_values, value);
        if (index >= 0) return _active[index];
        int above = ~index;
        if (parent.IsCategorical) return true;   // a choice that no trial had: it may well ask
        if (above == 0) return _active[0];
        if (above == _values.Length) return _active[^1];
        double unit = point[_parent];
        return parent.Distribution.ToUnit(_values[above]) - unit < unit - parent.Distribution.ToUnit(_values[above - 1]) ? _active[above] : _active[above - 1];
    }

    /// <summary>For each value of the parent, whether the child was asked for; null when that differs between trials of the same value.</summary>
    private static (double[] Values, bool[] Active)? Explain(ParameterColumn parent, ParameterColumn child)
    {
        ReadOnlySpan<double> parents = parent.Values, children = child.Values;
        if (parent.Distribution is not CategoricalDistribution && !AreApart(parents, children)) return null;
        var seen = new Dictionary<double, bool>();
        for (int row = 0; row < parents.Length; row++)
        {
            bool isActive = !double.IsNaN(children[row]);
            if (double.IsNaN(parents[row]))
            {
                if (isActive) return null;
            }
            else if (!seen.TryAdd(parents[row], isActive) && seen[parents[row]] != isActive) return null;
        }
        double[] values = [.. seen.Keys.Order()];
        return values.Length < 2 ? null : (values, Array.ConvertAll(values, value => seen[value]));
    }

    // With two changes at most, the trials with the child or those without it lie between two values, and none of the others does. Most
    // numbers explain nothing, which this sees without looking values up: they took nearly all of the time of a proposal.
    private static bool AreApart(ReadOnlySpan<double> parents, ReadOnlySpan<double> children)
    {
        Span<double> lows = [double.PositiveInfinity, double.PositiveInfinity], highs = [double.NegativeInfinity, double.NegativeInfinity];
        for (int row = 0; row < parents.Length; row++)
        {
            if (double.IsNaN(parents[row])) continue;
            int kind = double.IsNaN(children[row]) ? 0 : 1;
            if (parents[row] < lows[kind]) lows[kind] = parents[row];
            if (parents[row] > highs[kind]) highs[kind] = parents[row];
        }
        if (lows[0] > highs[0] || lows[1] > highs[1]) return false;   // wherever there is a parent there is the child, or nowhere
        Span<bool> isAmong = [false, false];
        for (int row = 0; row < parents.Length; row++)
        {
            int kind = double.IsNaN(children[row]) ? 0 : 1;
            isAmong[kind] |= parents[row] >= lows[1 - kind] && parents[row] <= highs[1 - kind];
        }
        return !isAmong[0] || !isAmong[1];
    }
}
