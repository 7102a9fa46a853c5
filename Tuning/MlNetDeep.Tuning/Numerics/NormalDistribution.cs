namespace MlNetDeep.Tuning.Numerics;

/// <summary>The standard normal distribution function, the mass of an interval, and the inverse.</summary>
/// <remarks>Hart (1968), algorithm 5666, in the form of West, "Better approximations to cumulative normal functions" (2005): errors of 1e-15, in the tails of eight digits.</remarks>
internal static class NormalDistribution
{
    private const double SwitchToFraction = 7.07106781186547, Vanishes = 37, RootOfTwoPi = 2.506628274631000;

    /// <summary>The probability of a value of at most <paramref name="x"/>.</summary>
    public static double Cumulative(double x)
    {
        double tail = Tail(Math.Abs(x));
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The probability of a value between two bounds, with its digits kept in both tails.</summary>
    public static double Between(double low, double high) =>
        low > 0 ? Tail(low) - Tail(high) : high < 0 ? Tail(-high) - Tail(-low) : 1 - Tail(-low) - Tail(high);

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

    // The upper tail of a z of at least 0.
    private static double Tail(double z)
    {
        if (z > Vanishes) return 0;
        double e = Math.Exp(-z * z / 2);
        if (z >= SwitchToFraction) return e / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / RootOfTwoPi;
        double numerator = 3.52624965998911e-2 * z + 0.700383064443688;
        numerator = numerator * z + 6.37396220353165;
        numerator = numerator * z + 33.912866078383;
        numerator = numerator * z + 112.079291497871;
        numerator = numerator * z + 221.213596169931;
        numerator = numerator * z + 220.206867912376;
        double denominator = 8.83883476483184e-2 * z + 1.75566716318264;
        denominator = denominator * z + 16.064177579207;
        denominator = denominator * z + 86.7807322029461;
        denominator = denominator * z + 296.564248779674;
        denominator = denominator * z + 637.333633378831;
        denominator = denominator * z + 793.826512519948;
        denominator = denominator * z + 440.413735824752;
        return e * numerator / denominator;
    }
}
