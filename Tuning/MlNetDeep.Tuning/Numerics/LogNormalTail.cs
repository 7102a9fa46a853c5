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
    private const double HalfLogTwoPi = 0.91893853320467274178, TailStart = -1, Certain = 9;

    /// <summary>log(φ(z) + z Φ(z)) and its derivative.</summary>
    public static (double Value, double Derivative) ExpectedImprovement(double z)
    {
        if (z < TailStart)
        {
            double t = -z, fraction = Fraction(t);
            return (-t * t / 2 - HalfLogTwoPi + Math.Log(fraction / (t + fraction)), 1 / fraction);
        }
        double cdf = Cdf(z), improvement = Density(z) + z * cdf;
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
        double cdf = Cdf(z);
        return (Math.Log(cdf), Density(z) / cdf);
    }

    private static double Density(double z) => Math.Exp(-z * z / 2 - HalfLogTwoPi);

    // Φ(z) = 1/2 + φ(z) (z + z³/3 + z⁵/15 + ...): for z above -1 the sum loses less than two bits.
    private static double Cdf(double z)
    {
        if (z > Certain) return 1;
        double term = z, sum = z;
        for (int k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); k += 2)
        {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 + Density(z) * sum;
    }

    // Backwards from a depth at which the rest no longer shows; the nearer to 0, the deeper.
    private static double Fraction(double t)
    {
        int depth = 12 + (int)(360 / (t * t));
        double value = t;
        for (int k = depth; k >= 2; k--) value = t + k / value;
        return 1 / value;
    }
}
