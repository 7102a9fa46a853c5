namespace MlNetDeep.Tuning;

/// <summary>A node of the tree of all configurations: what is asked for after certain values, and what became of each answer.</summary>
internal sealed class BruteForceNode
{
    private readonly Dictionary<double, BruteForceNode> _children = [];
    private bool _isTried;
    private int _running;

    /// <summary>What is asked for next; null when no trial has asked further.</summary>
    public (string Name, Distribution Distribution)? Question { get; private set; }

    /// <summary>How many trials run whose values begin like this.</summary>
    public int Running => _running;

    /// <summary>The tree of trials that have ended and of others that run.</summary>
    public static BruteForceNode Root(IEnumerable<TrialRecord> ended, IEnumerable<TrialRecord> running)
    {
        var root = new BruteForceNode();
        foreach (TrialRecord trial in ended) root.Walk(trial.Parameters, _ => { })._isTried = true;
        foreach (TrialRecord trial in running) root.Walk(trial.Parameters, node => node._running++);
        return root;
    }

    /// <summary>The node after a value; null when no trial came there.</summary>
    public BruteForceNode? After(double value) => _children.GetValueOrDefault(value);

    /// <summary>Whether there is a configuration that goes on with a value, has not been tried, and is left over by the trials that run there.</summary>
    public bool IsFree(double value) => After(value) is not { } child || child.Left(child._running + 1) > child._running;

    /// <summary>How many configurations that begin like this have not been tried at least, those that run among them; counted up to a number.</summary>
    public int Left(int most)
    {
        if (Question is not { } question) return _isTried ? 0 : 1;
        int left = 0;
        foreach (double value in Values(question.Distribution))
        {
            if (left >= most) break;
            left += After(value)?.Left(most - left) ?? 1;
        }
        return left;
    }

    private BruteForceNode Walk(IReadOnlyDictionary<string, ParameterValue> parameters, Action<BruteForceNode> visit)
    {
        BruteForceNode node = this;
        visit(node);
        foreach ((string name, ParameterValue parameter) in parameters)
        {
            node.Question ??= (name, parameter.Distribution);
            if (!node._children.TryGetValue(parameter.Internal, out BruteForceNode? child)) node._children.Add(parameter.Internal, child = new BruteForceNode());
            node = child;
            visit(node);
        }
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
