namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// Logarithms of the normal distribution function Φ and of φ(z) + z Φ(z), the improvement expected of a standard normal number, with
/// their derivatives, exact to rounding however far z lies in the tail.
/// </summary>
/// <remarks>
/// Ament, Daulton, Eriksson, Balandat and Bakshy, "Unexpected Improvements to Expected Improvement" (2023), with Laplace's continued
/// fraction for Mills' ratio: (1 - Φ(t)) / φ(t) = 1 / (t + K) with K = 1 / (t + 2 / (t + 3 / ...)), whence
/// φ(t) - t (1 - Φ(t)) = φ(t) K / (t + K) without cancellation.
/// </remarks>
internal static class LogNormalTail
{
    private const double HalfLogTwoPi = 0.91893853320467274178, TailStart = -1;

    /// <summary>log(φ(z) + z Φ(z)) and its derivative.</summary>
    public static (double Value, double Derivative) ExpectedImprovement(double z)
    {
        if (z < TailStart)
        {
            double t = -z, fraction = Fraction(t);
            return (-t * t / 2 - HalfLogTwoPi + Math.Log(fraction / (t + fraction)), 1 / fraction);
        }
        double cdf = NormalDistribution.Cumulative(z), improvement = Density(z) + z * cdf;
        return (Math.Log(improvement), cdf / improvement);
    }

    /// <summary>log Φ(z) and its derivative.</summary>
    public static (double Value, double Derivative) LogCdf(double z)
    {
        if (z < TailStart)
        {
            double t = -z, inverseRatio = t + Fraction(t);
            return (-t * t / 2 - HalfLogTwoPi - Math.Log(inverseRatio), inverseRatio);
        }
        double cdf = NormalDistribution.Cumulative(z);
        return (Math.Log(cdf), Density(z) / cdf);
    }

    private static double Density(double z) => Math.Exp(-z * z / 2 - HalfLogTwoPi);

    // Backwards from a depth at which the rest no longer shows; the nearer to 0, the deeper.
    private static double Fraction(double t)
    {
        int depth = 12 + (int)(360 / (t * t));
        double value = t;
        for (int k = depth; k >= 2; k--) value = t + k / value;
        return 1 / value;
    }
}
