using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Draws from the symmetric beta distribution as the share of one of two gamma variates (Marsaglia and Tsang 2000).</summary>
internal static class BetaDistribution
{
    public static float Sample(float alpha, Philox random)
    {
        uint next = 0;
        // In logarithms: for a small alpha both variates are too small for a double.
        double first = LogGamma(), second = LogGamma(), largest = Math.Max(first, second);
        first = Math.Exp(first - largest);
        return (float)(first / (first + Math.Exp(second - largest)));

        double Uniform() => (random.UInt32(next++) + 0.5) / 4294967296.0;

        double LogGamma()
        {
            // Below 1: Gamma(a) is Gamma(a + 1) * U^(1/a).
            double boost = alpha < 1 ? Math.Log(Uniform()) / alpha : 0;
            double d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
            while (true)
            {
                double normal = Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());
                double v = 1 + c * normal;
                if (v <= 0) continue;
                v = v * v * v;
                if (Math.Log(Uniform()) < normal * normal / 2 + d - d * v + d * Math.Log(v)) return Math.Log(d * v) + boost;
            }
        }
    }
}
