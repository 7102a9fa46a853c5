using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Keeps discrete dimensions from freezing: each stays wide enough for its neighbouring values to be drawn with a probability of at
/// least alpha (Hamano, Saito, Nomura and Shirakawa, "CMA-ES with Margin: Lower-Bounding Marginal Probability for Mixed-Integer
/// Black-Box Optimization", 2022, section 4).
/// </summary>
internal static class CmaMargin
{
    /// <summary>Corrects the mean and the width of one dimension.</summary>
    /// <param name="distribution">The distribution of the generation to come.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="count">How many values it has, evenly spread over [0, 1].</param>
    /// <param name="alpha">The least probability of leaving the value of the mean.</param>
    public static void Apply(CmaGaussian distribution, int dimension, double count, double alpha)
    {
        double mean = Math.Clamp(distribution.Mean[dimension], 0, 1), deviation = distribution.Deviation(dimension);
        double cell = Math.Clamp(Math.Floor(mean * count), 0, count - 1), low = cell / count, high = (cell + 1) / count;
        if (cell == 0 || cell == count - 1)
        {
            double threshold = cell == 0 ? high : low;
            double reach = -NormalDistribution.Quantile(alpha) * deviation;
            distribution.Mean[dimension] = threshold + Math.Sign(mean - threshold) * Math.Min(Math.Abs(mean - threshold), reach);
            return;
        }
        double below = NormalDistribution.Cumulative((low - mean) / deviation), above = NormalDistribution.Cumulative((mean - high) / deviation);
        if (below >= alpha / 2 && above >= alpha / 2)
        {
            distribution.Mean[dimension] = mean;
            return;
        }
        double newBelow = Math.Max(alpha / 2, below), newAbove = Math.Max(alpha / 2, above), inside = Math.Max(0, 1 - below - above);
        double surplus = (1 - newBelow - newAbove - inside) / (newBelow + newAbove + inside - 3 * alpha / 2);
        newBelow += surplus * (newBelow - alpha / 2);
        newAbove += surplus * (newAbove - alpha / 2);
        double left = -NormalDistribution.Quantile(newBelow), right = -NormalDistribution.Quantile(newAbove);
        distribution.Mean[dimension] = (low * right + high * left) / (left + right);
        distribution.Widening[dimension] *= (high - low) / ((left + right) * deviation);
    }
}
