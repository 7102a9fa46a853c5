namespace MlNetDeep.Tuning.Numerics;

/// <summary>The standard normal distribution function and its inverse.</summary>
internal static class NormalDistribution
{
    // From here on the series loses digits and the continued fraction converges fast.
    private const double FarTail = 3;

    /// <summary>The probability of a value below <paramref name="x"/> (Abramowitz and Stegun 26.2.11 and 26.2.14).</summary>
    public static double Cumulative(double x)
    {
        double z = Math.Abs(x), tail;
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < FarTail)
        {
            double term = z, sum = z;
            for (int k = 1; term > 1e-17 * sum; k++) sum += term *= z * z / (2 * k + 1);
            tail = 0.5 - density * sum;
        }
        else
        {
            double fraction = z;
            for (int k = 60; k >= 1; k--) fraction = z + k / fraction;
            tail = density / fraction;
        }
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The value that has the probability below it, by bisection; infinite for 0 and 1.</summary>
    public static double Quantile(double probability)
    {
        if (probability <= 0) return double.NegativeInfinity;
        if (probability >= 1) return double.PositiveInfinity;
        if (probability > 0.5) return -Quantile(1 - probability);
        double low = -40, high = 0;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Cumulative(middle) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
