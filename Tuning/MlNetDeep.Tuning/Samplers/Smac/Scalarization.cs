using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// One loss for each row. Several objectives are weighed anew for each trial, so that the trials spread over the Pareto front: the
/// augmented Chebyshev norm with random weights (ParEGO, Knowles 2006).
/// </summary>
internal static class Scalarization
{
    // The share of the plain sum, which keeps points from the front that only tie in the worst objective.
    private const double Augmentation = 0.05;

    public static double[] Losses(Observations observations, int objectives, SplitMix random)
    {
        if (objectives == 1) return observations.Losses().ToArray();
        double[] weights = new double[objectives];
        double total = 0;
        // Exponential numbers divided by their sum are uniform on the simplex.
        for (int i = 0; i < objectives; i++) total += weights[i] = -Math.Log(1 - random.Uniform());
        double[] largest = new double[observations.Count], sum = new double[observations.Count];
        for (int i = 0; i < objectives; i++)
        {
            ReadOnlySpan<double> losses = observations.Losses(i);
            (double low, double high) = Range(losses);
            for (int row = 0; row < largest.Length; row++)
            {
                double weighted = weights[i] / total * (double.IsFinite(losses[row]) ? high > low ? (losses[row] / 2 - low / 2) / (high / 2 - low / 2) : 0 : losses[row]);
                largest[row] = i == 0 ? weighted : Math.Max(largest[row], weighted);
                sum[row] += weighted;
            }
        }
        for (int row = 0; row < largest.Length; row++)
        {
            double loss = largest[row] + Augmentation * sum[row];
            // Infinitely good in one objective and infinitely bad in another is no better than bad.
            largest[row] = double.IsNaN(loss) ? double.PositiveInfinity : loss;
        }
        return largest;
    }

    private static (double Low, double High) Range(ReadOnlySpan<double> losses)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double loss in losses)
            if (double.IsFinite(loss)) (low, high) = (Math.Min(low, loss), Math.Max(high, loss));
        return (low, high);
    }
}
