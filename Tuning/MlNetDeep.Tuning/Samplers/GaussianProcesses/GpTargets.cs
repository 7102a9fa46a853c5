using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>What a Gaussian process learns for the rows of a study: finite numbers of mean 0 and variance 1, the smaller the better.</summary>
internal static class GpTargets
{
    // Knowles' (2006) weight of the sum that keeps weakly dominated points from being optimal.
    private const double SumWeight = 0.05;

    /// <summary>The targets of one objective, or of several joined by weights.</summary>
    public static double[] Of(Observations observations, int[] rows, double[] weights)
    {
        double[][] targets = [.. Enumerable.Range(0, weights.Length).Select(objective => YeoJohnson.Standardize(Finite(observations, rows, objective)))];
        if (targets.Length == 1) return targets[0];
        double[] joined = new double[rows.Length];
        double[] lowest = [.. targets.Select(values => values.Min())], widths = [.. targets.Select(values => Math.Max(values.Max() - values.Min(), 1e-12))];
        for (int i = 0; i < joined.Length; i++)
        {
            double largest = 0, sum = 0;
            for (int objective = 0; objective < targets.Length; objective++)
            {
                double weighted = weights[objective] * (targets[objective][i] - lowest[objective]) / widths[objective];
                (largest, sum) = (Math.Max(largest, weighted), sum + weighted);
            }
            joined[i] = largest + SumWeight * sum;
        }
        return YeoJohnson.Standardize(joined);
    }

    /// <summary>Weights of objectives, uniform on the simplex: another compromise for each trial, as in ParEGO (Knowles 2006).</summary>
    public static double[] Weights(int objectives, SplitMix random)
    {
        if (objectives == 1) return [1];
        double[] weights = [.. Enumerable.Range(0, objectives).Select(_ => -Math.Log(1 - random.Uniform()))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>
    /// The values of a constraint, drawn together far from 0, scaled to variance 1. 0 stays 0: it is the limit.
    /// </summary>
    public static double[] OfConstraint(double[] values)
    {
        if (values.Length == 0) return [];
        double[] sizes = [.. values.Select(Math.Abs).Where(size => size > 0 && double.IsFinite(size)).Order()];
        double scale = sizes.Length == 0 ? 1 : sizes[sizes.Length / 2];
        double[] drawn = [.. values.Select(value => Math.Asinh(Math.Clamp(double.IsNaN(value) ? double.PositiveInfinity : value, -1e6 * scale, 1e6 * scale) / scale))];
        double mean = drawn.Average(), deviation = Math.Sqrt(drawn.Average(value => (value - mean) * (value - mean)));
        return deviation > 0 ? [.. drawn.Select(value => value / deviation)] : drawn;
    }

    /// <summary>
    /// Infinite losses become the worst or best finite one. A pruned or paused trial counts as no better than half of the complete
    /// ones: what it showed halfway does not compare with them, but it was stopped for being worse than most.
    /// </summary>
    private static double[] Finite(Observations observations, int[] rows, int objective)
    {
        ReadOnlySpan<double> losses = observations.Losses(objective);
        ReadOnlySpan<int> steps = observations.Steps;
        var complete = new List<double>();
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        foreach (int row in rows)
        {
            if (steps[row] == Observations.CompleteStep) complete.Add(losses[row]);
            if (!double.IsFinite(losses[row])) continue;
            (lowest, highest) = (Math.Min(lowest, losses[row]), Math.Max(highest, losses[row]));
        }
        if (lowest > highest) (lowest, highest) = (0, 0);
        complete.Sort();
        double median = complete.Count == 0 ? double.NegativeInfinity : complete[complete.Count / 2];
        double[] values = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            double loss = losses[rows[i]];
            if (steps[rows[i]] != Observations.CompleteStep) loss = Math.Max(loss, median);
            values[i] = double.IsPositiveInfinity(loss) ? highest : double.IsNegativeInfinity(loss) ? lowest : loss;
        }
        return values;
    }
}
