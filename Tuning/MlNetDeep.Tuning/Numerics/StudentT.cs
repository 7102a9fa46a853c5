namespace MlNetDeep.Tuning.Numerics;

/// <summary>Student's t distribution with a whole number of degrees of freedom, by its finite sums (Abramowitz and Stegun 26.7.3 and 26.7.4).</summary>
internal static class StudentT
{
    /// <summary>The probability of a value above <paramref name="t"/>.</summary>
    public static double UpperTail(double t, int degrees)
    {
        double angle = Math.Atan(t / Math.Sqrt(degrees)), sin = Math.Sin(angle), cos = Math.Cos(angle), sum = 0;
        double term = degrees % 2 == 0 ? 1 : cos;
        for (int k = degrees % 2 == 0 ? 2 : 3; k <= degrees; k += 2)
        {
            sum += term;
            term *= cos * cos * (k - 1) / k;
        }
        double within = degrees % 2 == 0 ? sin * sum : 2 / Math.PI * (angle + sin * sum);
        return (1 - within) / 2;
    }
}
