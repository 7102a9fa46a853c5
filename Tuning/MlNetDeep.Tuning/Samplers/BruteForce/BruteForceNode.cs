namespace MlNetDeep.Tuning;

/// <summary>A node of the tree of all configurations: what is asked for after certain values, and what became of each answer.</summary>
internal sealed class BruteForceNode
{
    private readonly Dictionary<double, BruteForceNode> _children = [];
    private Distribution? _distribution;

    /// <summary>True when every configuration that begins like this has been tried.</summary>
    public bool IsExhausted => _distribution is null || Values(_distribution).All(IsTried);

    /// <summary>Whether every configuration that goes on with a value has been tried.</summary>
    public bool IsTried(double value) => _children.TryGetValue(value, out BruteForceNode? child) && child.IsExhausted;

    /// <summary>How many configurations that begin like this are left at least, counted up to a number.</summary>
    public int Left(int most)
    {
        int left = 0;
        if (_distribution is null) return left;
        foreach (double value in Values(_distribution))
        {
            if (left >= most) break;
            left += _children.TryGetValue(value, out BruteForceNode? child) ? child.Left(most - left) : 1;
        }
        return left;
    }

    public static BruteForceNode Root(IEnumerable<TrialRecord> trials)
    {
        var root = new BruteForceNode();
        foreach (TrialRecord trial in trials)
        {
            BruteForceNode node = root;
            foreach ((_, ParameterValue parameter) in trial.Parameters)
            {
                node._distribution ??= parameter.Distribution;
                if (!node._children.TryGetValue(parameter.Internal, out BruteForceNode? child)) node._children.Add(parameter.Internal, child = new BruteForceNode());
                node = child;
            }
        }
        return root;
    }

    /// <summary>The node after some values; null when no trial came there.</summary>
    public BruteForceNode? Find(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        BruteForceNode? node = this;
        foreach ((_, ParameterValue parameter) in parameters)
            if (!node._children.TryGetValue(parameter.Internal, out node)) return null;
        return node;
    }

    public static double[] Values(Distribution distribution)
    {
        if (distribution is IntDistribution { Log: true, Step: 1 } or IntDistribution { Log: false })
        {
            var range = (IntDistribution)distribution;
            return [.. Enumerable.Range(0, (int)range.Count).Select(i => (double)range.Low + (double)i * range.Step)];
        }
        var count = (int)distribution.Count;
        return [.. Enumerable.Range(0, count).Select(i => distribution.FromUnit((i + 0.5) / count))];
    }
}
