namespace Microsoft.ML.Transforms;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>
    /// The probability of a value below x: 1/2 + phi(x) * (x + x^3/3 + x^5/(3*5) + ...), a series of terms of one sign, so that nothing
    /// cancels (Marsaglia, Evaluating the Normal Distribution, 2004).
    /// </summary>
    public static double Cdf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x < -8) return 0;
        if (x > 8) return 1;
        double term = x;
        double sum = 0;
        for (int n = 3; sum + term != sum; n += 2)
        {
            sum += term;
            term *= x * x / n;
        }
        return 0.5 + (sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI));
    }
}
