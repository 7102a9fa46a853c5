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
    /// <param name="gaussian">The distribution of the generation to come.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="cell">Which part of [0, 1] has the value of the mean.</param>
    /// <param name="alpha">The least probability of leaving the value of the mean.</param>
    public static void Apply(CmaGaussian gaussian, int dimension, UnitCell cell, double alpha)
    {
        double mean = Math.Clamp(gaussian.Mean[dimension], 0, 1), deviation = gaussian.Deviation(dimension);
        if (cell.Low <= 0 || cell.High >= 1)
        {
            double threshold = cell.Low <= 0 ? cell.High : cell.Low;
            double reach = -NormalDistribution.Quantile(alpha) * deviation;
            gaussian.Mean[dimension] = threshold + Math.Sign(mean - threshold) * Math.Min(Math.Abs(mean - threshold), reach);
            return;
        }
        gaussian.Mean[dimension] = mean;
        double below = NormalDistribution.Cumulative((cell.Low - mean) / deviation), above = NormalDistribution.Cumulative((mean - cell.High) / deviation);
        if (below >= alpha / 2 && above >= alpha / 2) return;
        double newBelow = Math.Max(alpha / 2, below), newAbove = Math.Max(alpha / 2, above), inside = Math.Max(0, 1 - below - above);
        double surplus = (1 - newBelow - newAbove - inside) / (newBelow + newAbove + inside - 3 * alpha / 2);
        newBelow += surplus * (newBelow - alpha / 2);
        newAbove += surplus * (newAbove - alpha / 2);
        double left = -NormalDistribution.Quantile(newBelow), right = -NormalDistribution.Quantile(newAbove);
        gaussian.Mean[dimension] = (cell.Low * right + cell.High * left) / (left + right);
        gaussian.Widening[dimension] *= (cell.High - cell.Low) / ((left + right) * deviation);
    }
}
