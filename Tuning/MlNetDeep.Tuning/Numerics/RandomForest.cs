namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// A random forest for regression (Breiman 2001) that says how sure it is: the variance over the trees and within their leaves
/// (Hutter, Xu, Hoos and Leyton-Brown 2014). The same data, options and seed give the same forest.
/// </summary>
internal sealed class RandomForest
{
    private readonly RegressionTree[] _trees;

    /// <param name="rows">The rows; categories as indices, absent numbers as <see cref="ForestData.Absent"/>.</param>
    /// <param name="targets">What to predict; finite.</param>
    /// <param name="categories">The number of categories of each feature, 0 for numeric ones.</param>
    /// <param name="options">How to grow it.</param>
    /// <param name="seed">The seed.</param>
    public RandomForest(double[][] rows, double[] targets, int[] categories, ForestOptions options, ulong seed)
    {
        if (rows.Length == 0 || rows.Length != targets.Length) throw new ArgumentException($"a forest needs rows and as many targets, but there are {rows.Length} rows and {targets.Length} targets");
        var data = new ForestData(rows, targets, categories);
        var random = new SplitMix(seed);
        _trees = new RegressionTree[options.Trees];
        for (int i = 0; i < _trees.Length; i++) _trees[i] = new TreeBuilder(data, options, random).Build();
    }

    public IReadOnlyList<RegressionTree> Trees => _trees;

    /// <summary>The mean over the trees, and the variance by the law of total variance: the mean of the leaves' variances plus the variance of their means.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> row)
    {
        double sum = 0, squares = 0, within = 0;
        // Differences from the first tree's mean keep the digits.
        double origin = _trees[0].Find(row).Mean;
        foreach (RegressionTree tree in _trees)
        {
            ref readonly TreeNode leaf = ref tree.Find(row);
            double difference = leaf.Mean - origin;
            sum += difference;
            squares += difference * difference;
            within += leaf.Variance;
        }
        double mean = sum / _trees.Length;
        return (origin + mean, within / _trees.Length + Math.Max(0, squares / _trees.Length - mean * mean));
    }

    /// <summary>The importance of the features as the mean decrease of impurity: the share of the variance that splits on each removed. Sums to 1, or is 0 throughout when there was nothing to split.</summary>
    public double[] MeanDecreaseOfImpurity()
    {
        double[] importance = new double[_trees[0].ImpurityDecrease.Length];
        foreach (RegressionTree tree in _trees)
            for (int f = 0; f < importance.Length; f++) importance[f] += tree.ImpurityDecrease[f];
        double total = importance.Sum();
        return total > 0 ? [.. importance.Select(value => value / total)] : importance;
    }
}
