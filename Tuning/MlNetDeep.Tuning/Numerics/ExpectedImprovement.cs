namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// The logarithm of the improvement to expect of a normally distributed loss (Jones, Schonlau and Welch 1998). The logarithm still tells
/// candidates apart where the improvement itself is rounded to 0 (Ament, Daulton, Eriksson, Balandat and Bakshy 2023).
/// </summary>
internal static class ExpectedImprovement
{
    private static readonly double s_logOfRoot = 0.5 * Math.Log(2 * Math.PI);

    public static double Log(double mean, double deviation, double best)
    {
        if (deviation <= 0) return best > mean ? Math.Log(best - mean) : double.NegativeInfinity;
        return Math.Log(deviation) + LogOfStandard((best - mean) / deviation);
    }

    /// <summary>log(density(z) + z * cumulative(z)) of the standard normal distribution.</summary>
    public static double LogOfStandard(double z)
    {
        if (z < -100) return -0.5 * z * z - s_logOfRoot - 2 * Math.Log(-z);
        double density = Math.Exp(-0.5 * z * z - s_logOfRoot);
        if (z < -3) return -0.5 * z * z - s_logOfRoot + Math.Log(1 + z * Mills(-z));
        double cumulative = z > 3 ? 1 - density * Mills(z) : 0.5 + density * Series(z);
        return Math.Log(density + z * cumulative);
    }

    // (1 - cumulative) / density, as Laplace's continued fraction.
    private static double Mills(double x)
    {
        double tail = x;
        for (int k = 60; k > 0; k--) tail = x + k / tail;
        return 1 / tail;
    }

    // (cumulative - 1/2) / density = x + x^3/3 + x^5/(3*5) + ...
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2) sum += term *= x * x / k;
        return sum;
    }
}
