using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>A random forest of the objective over the space, and the importance of the parameters in it.</summary>
internal sealed class ForestImportance
{
    private readonly RandomForest _forest;
    private readonly int[] _categories;
    private readonly double[] _absent;

    public ForestImportance(Observations observations, int objective, int trees, long seed)
    {
        SearchSpace space = observations.Space;
        // One category more stands for an absent parameter.
        _categories = [.. space.Dimensions.Select(dimension => dimension.IsCategorical ? (int)dimension.Distribution.Count + 1 : 0)];
        _absent = [.. observations.Columns.Select(column => 1 - (double)column.Present / observations.Count)];
        double[][] rows = space.Points();
        foreach (double[] row in rows)
            for (int d = 0; d < row.Length; d++) row[d] = Encode(space.Dimensions[d], _categories[d], row[d]);
        _forest = new RandomForest(rows, Targets(observations, objective), _categories, new ForestOptions { Trees = trees, FeatureShare = 1 }, CounterRandom.Bits(seed, 0, "importance"));
    }

    public double[] Impurity() => _forest.MeanDecreaseOfImpurity();

    /// <summary>The share of each parameter alone in the variance of the trees; those of interactions are what is missing to 1.</summary>
    public double[] Fanova()
    {
        double[] shares = new double[_categories.Length];
        int counted = 0;
        foreach (RegressionTree tree in _forest.Trees)
        {
            var variance = new TreeVariance(tree.Leaves(), _categories, _absent);
            if (variance.Total <= 0) continue;   // the bootstrap drew rows of one value
            counted++;
            for (int d = 0; d < shares.Length; d++) shares[d] += variance.Of(d) / variance.Total;
        }
        for (int d = 0; d < shares.Length; d++) shares[d] /= Math.Max(1, counted);
        return shares;
    }

    /// <summary>
    /// Infinite losses become the worst or best finite one. Pruned trials count as no better than half of the complete ones, since they
    /// were stopped for being worse than others; what they showed halfway does not compare.
    /// </summary>
    public static double[] Targets(Observations observations, int objective)
    {
        double[] targets = observations.Losses(objective).ToArray();
        double[] finite = [.. targets.Where(double.IsFinite)];
        (double lowest, double highest) = finite.Length > 0 ? (finite.Min(), finite.Max()) : (0, 1);
        double median = Statistics.Median(targets.Where((_, row) => observations.Steps[row] == Observations.CompleteStep));
        for (int row = 0; row < targets.Length; row++)
        {
            if (observations.Steps[row] != Observations.CompleteStep && !double.IsNaN(median)) targets[row] = Math.Max(targets[row], median);
            targets[row] = Math.Clamp(targets[row], lowest, highest);
        }
        // Their squares must be numbers; the shares of the variance do not depend on the unit.
        double width = highest / 2 - lowest / 2;
        for (int row = 0; row < targets.Length; row++) targets[row] = width > 0 ? (targets[row] / 2 - lowest / 2) / width : 0;
        return targets;
    }

    private static double Encode(SearchDimension dimension, int categories, double unit)
    {
        if (categories == 0) return double.IsNaN(unit) ? ForestData.Absent : unit;
        return double.IsNaN(unit) ? categories - 1 : dimension.Distribution.FromUnit(unit);
    }
}
