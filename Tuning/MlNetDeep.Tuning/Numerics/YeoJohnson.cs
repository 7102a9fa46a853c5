namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// The power transform of Yeo and Johnson (2000) that makes numbers look most normal, applied after scaling by median and quartiles:
/// it pulls in heavy tails and keeps the order.
/// </summary>
internal static class YeoJohnson
{
    private const double Lowest = -2, Highest = 2, Steps = 40;

    /// <summary>Transforms numbers, none of them infinite, to mean 0 and variance 1. All 0 when they are equal.</summary>
    public static double[] Standardize(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double median = sorted[sorted.Length / 2], scale = sorted[3 * sorted.Length / 4] - sorted[sorted.Length / 4];
        // Where half of the values are equal the quartiles say nothing.
        if (!(scale > 0) || !double.IsFinite(scale)) scale = sorted[^1] / 2 - sorted[0] / 2;
        if (!(scale > 0)) return new double[values.Length];
        double[] scaled = new double[values.Length];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = Math.Clamp(values[i] / scale - median / scale, -1e100, 1e100);

        double best = 1, likelihood = double.NegativeInfinity;
        for (int step = 0; step <= Steps; step++)
        {
            double lambda = Lowest + (Highest - Lowest) * step / Steps, candidate = LogLikelihood(scaled, lambda);
            if (candidate > likelihood) (best, likelihood) = (lambda, candidate);
        }
        for (int i = 0; i < scaled.Length; i++) scaled[i] = Transform(scaled[i], best);
        (double mean, double deviation) = Moments(scaled);
        for (int i = 0; i < scaled.Length; i++) scaled[i] = deviation > 0 ? (scaled[i] - mean) / deviation : 0;
        return scaled;
    }

    public static double Transform(double value, double lambda)
    {
        if (value >= 0) return Math.Abs(lambda) < 1e-12 ? Math.Log(1 + value) : (Math.Pow(1 + value, lambda) - 1) / lambda;
        double mirrored = 2 - lambda;
        return Math.Abs(mirrored) < 1e-12 ? -Math.Log(1 - value) : -(Math.Pow(1 - value, mirrored) - 1) / mirrored;
    }

    private static double LogLikelihood(double[] values, double lambda)
    {
        double[] transformed = [.. values.Select(value => Transform(value, lambda))];
        double deviation = Moments(transformed).Deviation, jacobian = 0;
        foreach (double value in values) jacobian += Math.Sign(value) * Math.Log(1 + Math.Abs(value));
        double result = -values.Length * Math.Log(deviation) + (lambda - 1) * jacobian;
        return double.IsFinite(result) ? result : double.NegativeInfinity;
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values) mean += value / values.Length;
        foreach (double value in values) squares += (value - mean) * (value - mean) / values.Length;
        return (mean, Math.Sqrt(squares));
    }
}
