using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>The forest over the points of a space, and what it expects of a candidate.</summary>
internal sealed class SmacModel
{
    // Where all trees agree, the order of the means still decides.
    private const double LeastVariance = 1e-10;

    private readonly SearchSpace _space;
    private readonly int[] _categories;
    private readonly double[] _row;
    private readonly RandomForest _forest;
    private readonly double _best;

    public SmacModel(SearchSpace space, double[][] points, double[] targets, IReadOnlyList<double[]> running, ForestOptions options, ulong seed)
    {
        _space = space;
        // One category more stands for an absent parameter.
        _categories = [.. space.Dimensions.Select(dimension => dimension.IsCategorical ? (int)dimension.Distribution.Count + 1 : 0)];
        _row = new double[_categories.Length];
        double[][] rows = [.. points.Select(point => Encode(point, new double[_row.Length]))];
        _forest = new RandomForest(rows, targets, _categories, options, seed);
        if (running.Count > 0)
        {
            // What runs is taken to end as predicted, which lowers the improvement that remains near it (Ginsbourger et al. 2010).
            double[][] fantasies = [.. running.Select(point => Encode(point, new double[_row.Length]))];
            rows = [.. rows, .. fantasies];
            targets = [.. targets, .. fantasies.Select(row => _forest.Predict(row).Mean)];
            _forest = new RandomForest(rows, targets, _categories, options, seed);
        }
        _best = targets.Min();
    }

    /// <summary>The logarithm of the expected improvement.</summary>
    public double Score(double[] point)
    {
        (double mean, double variance) = _forest.Predict(Encode(point, _row));
        double deviation = Math.Sqrt(variance + LeastVariance);
        return Math.Log(deviation) + LogNormalTail.ExpectedImprovement((_best - mean) / deviation).Value;
    }

    private double[] Encode(double[] point, double[] row)
    {
        for (int d = 0; d < row.Length; d++)
        {
            double unit = point[d];
            if (_categories[d] == 0) row[d] = double.IsNaN(unit) ? ForestData.Absent : unit;
            else row[d] = double.IsNaN(unit) ? _categories[d] - 1 : _space.Dimensions[d].Distribution.FromUnit(unit);
        }
        return row;
    }
}
