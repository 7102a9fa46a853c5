namespace MlNetDeep.Tuning.Numerics;

/// <summary>A regression tree for numeric and categorical features (Breiman, Friedman, Olshen and Stone 1984), as an array of nodes with the root first.</summary>
internal sealed class RegressionTree
{
    private readonly TreeNode[] _nodes;
    private readonly int[] _categories;

    public RegressionTree(TreeNode[] nodes, int[] categories, double[] impurityDecrease) =>
        (_nodes, _categories, ImpurityDecrease) = (nodes, categories, impurityDecrease);

    public ReadOnlySpan<TreeNode> Nodes => _nodes;

    /// <summary>By how much the splits on each feature lower the sum of squares, for each row of the tree.</summary>
    public double[] ImpurityDecrease { get; }

    /// <summary>The leaf that a row falls into.</summary>
    public ref readonly TreeNode Find(ReadOnlySpan<double> row)
    {
        TreeNode[] nodes = _nodes;
        int at = 0;
        while (true)
        {
            ref readonly TreeNode node = ref nodes[at];
            if (node.Feature < 0) return ref node;
            at = node.GoesLeft(row[node.Feature]) ? node.Left : node.Left + 1;
        }
    }

    /// <summary>The leaves as boxes that are disjoint and together cover everything.</summary>
    public IReadOnlyList<TreeLeaf> Leaves()
    {
        var leaves = new List<TreeLeaf>();
        double[] low = new double[_categories.Length], high = new double[_categories.Length];
        Array.Fill(low, double.NegativeInfinity);
        Array.Fill(high, double.PositiveInfinity);
        Collect(0, low, high, [.. _categories.Select(count => count == 0 ? null : Enumerable.Repeat(true, count).ToArray())], leaves);
        return leaves;
    }

    private void Collect(int at, double[] low, double[] high, bool[]?[] categories, List<TreeLeaf> leaves)
    {
        TreeNode node = _nodes[at];
        if (node.IsLeaf)
        {
            leaves.Add(new TreeLeaf(node.Mean, node.Variance, node.Weight, low, high, categories));
            return;
        }
        foreach (bool left in new[] { true, false })
        {
            double[] childLow = low, childHigh = high;
            bool[]?[] childCategories = categories;
            if (categories[node.Feature] is { } allowed)
            {
                childCategories = [.. categories];
                childCategories[node.Feature] = [.. allowed.Select((isAllowed, category) => isAllowed && node.Contains(category) == left)];
            }
            else if (left)
            {
                childHigh = [.. high];
                childHigh[node.Feature] = node.Threshold;
            }
            else
            {
                childLow = [.. low];
                childLow[node.Feature] = node.Threshold;
            }
            Collect(left ? node.Left : node.Left + 1, childLow, childHigh, childCategories, leaves);
        }
    }
}
