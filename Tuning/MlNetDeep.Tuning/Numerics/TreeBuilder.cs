namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// Grows one tree. Numeric features are split where the variance falls most, at a threshold drawn between the two neighbouring values
/// (Hutter, Xu, Hoos and Leyton-Brown 2014): the trees of a forest then differ there, so that its mean is close to linear between two
/// observations and its variance grows with the distance to them. Categories are sorted by their mean, which makes the best of all
/// subsets one of the cuts of that order (Fisher 1958).
/// </summary>
internal sealed class TreeBuilder
{
    // Gains below this share of the node's sum of squares are rounding.
    private const double LeastGain = 1e-12;

    private readonly ForestData _data;
    private readonly ForestOptions _options;
    private readonly SplitMix _random;
    private readonly int[] _weights, _buffer, _candidates;
    private readonly int[][] _orders;
    private readonly bool[] _goesLeft;
    private readonly double[] _sums, _counts, _decrease;
    private readonly int[] _present;
    private readonly List<TreeNode> _nodes = [];
    private double _gain;
    private TreeNode _split;

    public TreeBuilder(ForestData data, ForestOptions options, SplitMix random)
    {
        (_data, _options, _random) = (data, options, random);
        _weights = new int[data.Count];
        _goesLeft = new bool[data.Count];
        _decrease = new double[data.Categories.Length];
        _candidates = [.. Enumerable.Range(0, data.Categories.Length)];
        int most = data.Categories.Length == 0 ? 0 : data.Categories.Max();
        (_sums, _counts, _present) = (new double[most], new double[most], new int[most]);
        if (options.Bootstrap) for (int i = 0; i < data.Count; i++) _weights[random.Below(data.Count)]++;
        else Array.Fill(_weights, 1);
        _orders = [.. data.Orders.Select(order => Array.FindAll(order, row => _weights[row] > 0))];
        _buffer = new int[data.Count];
    }

    public RegressionTree Build()
    {
        // A stack of nodes yet to be grown; both children of a node stand next to each other.
        var open = new Stack<(int Node, int Start, int End)>();
        _nodes.Add(default);
        open.Push((0, 0, _orders.Length == 0 ? 0 : _orders[0].Length));
        while (open.TryPop(out (int Node, int Start, int End) next))
        {
            TreeNode leaf = Summarise(next.Start, next.End);
            if (!TrySplit(leaf, next.Start, next.End))
            {
                _nodes[next.Node] = leaf;
                continue;
            }
            _decrease[_split.Feature] += _gain;
            int middle = Partition(next.Start, next.End), left = _nodes.Count;
            _nodes[next.Node] = _split with { Left = left };
            _nodes.Add(default);
            _nodes.Add(default);
            open.Push((left, next.Start, middle));
            open.Push((left + 1, middle, next.End));
        }
        return new RegressionTree([.. _nodes], _data.Categories, [.. _decrease.Select(gain => gain / Math.Max(1, _nodes[0].Weight))]);
    }

    private TreeNode Summarise(int start, int end)
    {
        double weight = 0, sum = 0, squares = 0;
        if (_orders.Length == 0)
        {
            for (int row = 0; row < _weights.Length; row++) (weight, sum) = (weight + _weights[row], sum + _weights[row] * _data.Targets[row]);
            return new TreeNode(TreeNode.Leaf, 0, null, 0, weight > 0 ? sum / weight : 0, 0, weight);
        }
        int[] order = _orders[0];
        for (int i = start; i < end; i++) (weight, sum) = (weight + _weights[order[i]], sum + _weights[order[i]] * _data.Targets[order[i]]);
        double mean = weight > 0 ? sum / weight : 0;
        for (int i = start; i < end; i++)
        {
            double difference = _data.Targets[order[i]] - mean;
            squares += _weights[order[i]] * difference * difference;
        }
        return new TreeNode(TreeNode.Leaf, 0, null, 0, mean, weight > 0 ? squares / weight : 0, weight);
    }

    private bool TrySplit(in TreeNode leaf, int start, int end)
    {
        double squares = leaf.Variance * leaf.Weight;
        if (leaf.Weight < Math.Max(_options.MinSplit, 2 * _options.MinLeaf) || squares == 0) return false;
        _gain = LeastGain * squares;
        _split = leaf;
        int wanted = Math.Max(1, (int)Math.Ceiling(_options.FeatureShare * _candidates.Length)), tried = 0;
        _random.Shuffle(_candidates);
        foreach (int feature in _candidates)
        {
            // Constant features do not count, and further ones are looked at until one gives a split.
            if (tried >= wanted && !_split.IsLeaf) break;
            if (_data.Categories[feature] == 0 ? TryNumeric(feature, leaf, start, end) : TryCategories(feature, leaf, start, end)) tried++;
        }
        return !_split.IsLeaf;
    }

    private bool TryNumeric(int feature, in TreeNode node, int start, int end)
    {
        int[] order = _orders[feature];
        double[] values = _data.Features[feature];
        if (values[order[start]] == values[order[end - 1]]) return false;
        double weight = 0, sum = 0;
        int best = -1;
        for (int i = start; i < end - 1; i++)
        {
            int row = order[i];
            weight += _weights[row];
            // Differences from the mean keep the digits that a sum of squares would lose.
            sum += _weights[row] * (_data.Targets[row] - node.Mean);
            if (values[row] == values[order[i + 1]] || weight < _options.MinLeaf) continue;
            double rest = node.Weight - weight;
            if (rest < _options.MinLeaf) break;
            double gain = sum * sum * (1 / weight + 1 / rest);
            if (gain > _gain) (_gain, best) = (gain, i);
        }
        if (best >= 0)
        {
            double low = values[order[best]], high = values[order[best + 1]];
            if (low == ForestData.Absent) low = high = ForestData.Absent / 2;
            double threshold = low + _random.Uniform() * (high - low);
            _split = node with { Feature = feature, Threshold = threshold < high ? threshold : low, Categories = null };
        }
        return true;
    }

    private bool TryCategories(int feature, in TreeNode node, int start, int end)
    {
        int[] order = _orders[feature];
        double[] values = _data.Features[feature];
        int count = _data.Categories[feature], present = 0;
        Array.Clear(_sums, 0, count);
        Array.Clear(_counts, 0, count);
        for (int i = start; i < end; i++)
        {
            int row = order[i], category = (int)values[row];
            if (_counts[category] == 0) _present[present++] = category;
            _counts[category] += _weights[row];
            _sums[category] += _weights[row] * (_data.Targets[row] - node.Mean);
        }
        if (present < 2) return false;
        Span<int> sorted = _present.AsSpan(0, present);
        sorted.Sort((a, b) => _sums[a] / _counts[a] != _sums[b] / _counts[b] ? (_sums[a] / _counts[a]).CompareTo(_sums[b] / _counts[b]) : a.CompareTo(b));
        double weight = 0, sum = 0;
        int best = -1;
        for (int i = 0; i < present - 1; i++)
        {
            weight += _counts[sorted[i]];
            sum += _sums[sorted[i]];
            double rest = node.Weight - weight;
            if (weight < _options.MinLeaf || rest < _options.MinLeaf) continue;
            double gain = sum * sum * (1 / weight + 1 / rest);
            if (gain > _gain) (_gain, best) = (gain, i);
        }
        if (best < 0) return true;
        ulong[] left = new ulong[(count + 63) / 64];
        for (int i = 0; i <= best; i++) left[sorted[i] >> 6] |= 1UL << (sorted[i] & 63);
        // What the node knows nothing of goes either way, so that trees differ about it.
        for (int category = 0; category < count; category++)
            if (_counts[category] == 0 && _random.Uniform() < 0.5) left[category >> 6] |= 1UL << (category & 63);
        _split = node with { Feature = feature, Threshold = 0, Categories = left };
        return true;
    }

    /// <summary>Moves the rows that go left to the front in the order of every feature, each part still sorted. Returns where the right part begins.</summary>
    private int Partition(int start, int end)
    {
        double[] values = _data.Features[_split.Feature];
        int[] first = _orders[0];
        for (int i = start; i < end; i++) _goesLeft[first[i]] = _split.GoesLeft(values[first[i]]);
        int middle = start;
        foreach (int[] order in _orders)
        {
            middle = start;
            int right = 0;
            for (int i = start; i < end; i++)
            {
                int row = order[i];
                if (_goesLeft[row]) order[middle++] = row;
                else _buffer[right++] = row;
            }
            Array.Copy(_buffer, 0, order, middle, right);
        }
        return middle;
    }
}
