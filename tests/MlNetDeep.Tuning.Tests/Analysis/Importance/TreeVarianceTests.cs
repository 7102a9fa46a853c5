using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning.Tests;

public class TreeVarianceTests
{
    private const double Inf = double.PositiveInfinity;

    [Fact]
    public void Numbers_match_the_integrals()
    {
        // 0 for x up to 1/2; above, 4 for y up to 1/4 and 8 otherwise. Means by x: 0 and 7; by y: 2 and 4.
        TreeLeaf[] leaves = [Leaf(0, [-Inf, -Inf], [0.5, Inf]), Leaf(4, [0.5, -Inf], [Inf, 0.25]), Leaf(8, [0.5, 0.25], [Inf, Inf])];
        var variance = new TreeVariance(leaves, [0, 0], [0, 0]);
        Assert.Equal(13.75, variance.Total, 12);
        Assert.Equal(12.25, variance.Of(0), 12);
        Assert.Equal(0.75, variance.Of(1), 12);
    }

    [Fact]
    public void Categories_are_equally_likely()
    {
        // Three categories, the last place being absence that never happens: 6 for the first, 0 for the others.
        TreeLeaf[] leaves = [Leaf(6, [-Inf], [Inf], [true, false, false, false]), Leaf(0, [-Inf], [Inf], [false, true, true, true])];
        var variance = new TreeVariance(leaves, [4], [0]);
        Assert.Equal(8, variance.Total, 12);   // 1/3 of (6 - 2)² and 2/3 of 2²
        Assert.Equal(8, variance.Of(0), 12);
    }

    [Fact]
    public void Absence_belongs_to_the_whole_but_not_to_the_parameter()
    {
        // Absent in half of the trials, 10 there; otherwise 0 or 4.
        TreeLeaf[] leaves = [Leaf(10, [-Inf], [-0.5]), Leaf(0, [-0.5], [0.5]), Leaf(4, [0.5], [Inf])];
        var variance = new TreeVariance(leaves, [0], [0.5]);
        Assert.Equal(18, variance.Total, 12);   // a mean of 6: 1/2 · 16 + 1/4 · 36 + 1/4 · 4
        Assert.Equal(2, variance.Of(0), 12);    // half of the variance of 0 and 4
    }

    private static TreeLeaf Leaf(double mean, double[] low, double[] high, params bool[]?[] categories) =>
        new(mean, 0, 1, low, high, categories.Length == 0 ? new bool[]?[low.Length] : categories);
}
