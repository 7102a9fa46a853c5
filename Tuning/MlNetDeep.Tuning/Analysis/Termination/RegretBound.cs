using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// By how much the best trial can be worse than the best point of the space, as far as a Gaussian process knows: the lowest upper
/// confidence bound of the trials less the lowest lower confidence bound of the whole space (Makarova et al. 2022).
/// </summary>
internal static class RegretBound
{
    // The bound holds with probability 1 - delta in theory, which is far too careful in practice: the width is lowered as by Makarova et al.
    private const double Delta = 0.1, Caution = 5;
    private const int FitIterations = 40, MostRows = 300, Centers = 10;

    /// <param name="observations">The study.</param>
    /// <param name="rows">The rows to learn from, with finite losses; at least two.</param>
    /// <returns>The bound in the units of the objective; at least 0.</returns>
    public static double Of(Observations observations, int[] rows)
    {
        SearchSpace space = observations.Space;
        double[] losses = observations.Losses().ToArray();
        if (rows.Length > MostRows) rows = [.. rows.OrderBy(row => losses[row]).Take(MostRows)];
        double scale = rows.Max(row => Math.Abs(losses[row]));
        if (scale == 0) return 0;
        // Shares of the largest: the squares of the losses themselves may be too large for a double.
        double mean = rows.Average(row => losses[row] / scale), deviation = Math.Sqrt(rows.Average(row => (losses[row] / scale - mean) * (losses[row] / scale - mean)));
        int dimensions = space.Dimensions.Count(dimension => !dimension.Distribution.IsSingle);
        if (deviation == 0 || dimensions == 0) return 0;

        double[][] all = space.Points();
        double[][] points = [.. rows.Select(row => all[row])];
        double[] targets = [.. rows.Select(row => (losses[row] / scale - mean) / deviation)];
        var kernel = new KernelSpace(space, points);
        var model = new GpModel(kernel, GpFit.Fit(kernel, points, targets, FitIterations), points, targets);
        double deviations = Math.Sqrt(2 * Math.Log(dimensions * (double)rows.Length * rows.Length * Math.PI * Math.PI / (6 * Delta)) / Caution);
        var bound = new LowerConfidenceBound(model, deviations);
        double upper = points.Min(point => model.Predict(point) is var (center, width) ? center + deviations * width : 0);
        double[][] centers = [.. Enumerable.Range(0, rows.Length).OrderBy(i => targets[i]).Take(Centers).Select(i => points[i])];
        var search = new AcquisitionSearch(space, bound, new SplitMix(CounterRandom.Bits(0, rows.Length, "regret")));
        double lower = -Math.Max(bound.Evaluate(search.Maximize(centers)), points.Max(point => bound.Evaluate(point)));
        return Math.Max(0, upper - lower) * deviation * scale;
    }
}
