using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests.Numerics;

public class RandomForestTests
{
    private static readonly ForestOptions s_single = new() { Trees = 1, Bootstrap = false, FeatureShare = 1 };

    [Fact]
    public void A_tree_on_all_rows_repeats_them()
    {
        double[][] rows = [.. Enumerable.Range(0, 30).Select(i => new[] { i / 30.0, i * 7 % 30 / 30.0 })];
        double[] targets = [.. rows.Select(row => row[0] * row[1])];
        var forest = new RandomForest(rows, targets, [0, 0], s_single, 1);
        for (int i = 0; i < rows.Length; i++) Assert.Equal((targets[i], 0.0), forest.Predict(rows[i]));
    }

    [Fact]
    public void A_split_is_where_the_variance_falls_most()
    {
        double[][] rows = [[0.1], [0.2], [0.3], [0.8]];
        var forest = new RandomForest(rows, [1, 1, 1, 5], [0], s_single, 1);
        TreeNode root = forest.Trees[0].Nodes[0];
        Assert.Equal(0, root.Feature);
        Assert.InRange(root.Threshold, 0.3, 0.8);
        Assert.Equal(3, forest.Trees[0].Nodes.Length);   // both sides are pure
        Assert.Equal([1.0], forest.MeanDecreaseOfImpurity());
    }

    [Fact]
    public void Categories_are_split_into_the_best_subsets()
    {
        // Categories 0 and 2 are low, 1 and 3 high: no threshold on their index parts them.
        double[][] rows = [.. Enumerable.Range(0, 16).Select(i => new double[] { i % 4 })];
        double[] targets = [.. rows.Select(row => row[0] is 1 or 3 ? 10.0 : 0)];
        RegressionTree tree = new RandomForest(rows, targets, [4], s_single, 1).Trees[0];
        Assert.Equal(3, tree.Nodes.Length);
        Assert.Equal(tree.Nodes[0].Contains(0), tree.Nodes[0].Contains(2));
        Assert.NotEqual(tree.Nodes[0].Contains(0), tree.Nodes[0].Contains(1));
    }

    [Fact]
    public void The_absence_of_a_number_is_a_branch_of_its_own()
    {
        double[][] rows = [[ForestData.Absent], [ForestData.Absent], [0.0], [0.01], [1.0]];
        var forest = new RandomForest(rows, [7, 7, 1, 1, 1], [0], s_single, 1);
        Assert.Equal(7, forest.Predict([ForestData.Absent]).Mean);
        Assert.Equal(1, forest.Predict([0.0]).Mean);
    }

    [Fact]
    public void The_variance_grows_away_from_the_data()
    {
        double[][] rows = [.. Enumerable.Range(0, 20).Select(i => new[] { i < 10 ? i * 0.01 : 0.9 + i * 0.001 })];
        double[] targets = [.. rows.Select(row => Math.Sin(9 * row[0]))];
        var forest = new RandomForest(rows, targets, [0], new ForestOptions { Trees = 50 }, 3);
        Assert.True(forest.Predict([0.5]).Variance > 3 * forest.Predict([0.05]).Variance);
    }

    [Fact]
    public void Importance_belongs_to_what_matters_and_the_seed_decides_all()
    {
        double[][] rows = [.. Enumerable.Range(0, 100).Select(i => new[] { i * 37 % 100 / 100.0, i * 61 % 100 / 100.0, i * 17 % 100 / 100.0 })];
        double[] targets = [.. rows.Select(row => 5 * row[1] + 0.1 * row[2])];
        double[] importance = new RandomForest(rows, targets, [0, 0, 0], new ForestOptions(), 3).MeanDecreaseOfImpurity();
        Assert.Equal(1, importance.Sum(), 12);
        Assert.True(importance[1] > 0.9, $"{importance[1]}");
        Assert.Equal(importance, new RandomForest(rows, targets, [0, 0, 0], new ForestOptions(), 3).MeanDecreaseOfImpurity());
    }

    [Fact]
    public void The_leaves_cover_the_space_once()
    {
        double[][] rows = [.. Enumerable.Range(0, 40).Select(i => new double[] { i * 37 % 40 / 40.0, i % 3 })];
        RegressionTree tree = new RandomForest(rows, [.. rows.Select(row => row[0] * (row[1] + 1))], [0, 3], s_single, 1).Trees[0];
        foreach (double x in new[] { 0, 0.31, 0.77, 1 })
        {
            for (int category = 0; category < 3; category++)
            {
                TreeLeaf leaf = Assert.Single(tree.Leaves(), leaf => x > leaf.Low[0] && x <= leaf.High[0] && leaf.Categories[1]![category]);
                Assert.Equal(tree.Find([x, category]).Mean, leaf.Mean);
            }
        }
    }

    [Fact]
    public void Rows_and_targets_must_match() => Assert.Contains("2 targets", Assert.Throws<ArgumentException>(() => new RandomForest([[0.0]], [1, 2], [0], s_single, 1)).Message, StringComparison.Ordinal);
}
