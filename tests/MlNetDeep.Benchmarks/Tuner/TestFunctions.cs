namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>Functions on boxes with which optimizers are compared, all to be minimised.</summary>
internal static class TestFunctions
{
    private static readonly double[] s_hartmannWeights = [1.0, 1.2, 3.0, 3.2];

    private static readonly double[][] s_hartmannScales =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] s_hartmannCentres =
    [
        [.1312, .1696, .5569, .0124, .8283, .5886],
        [.2329, .4135, .8307, .3736, .1004, .9991],
        [.2348, .1451, .3522, .2883, .3047, .6650],
        [.4047, .8828, .8732, .5743, .1091, .0381],
    ];

    // The optimum is not in the middle, where methods that start there would find it at once.
    private static readonly int[] s_ackleyShift = [-11, 7, 3, -5, 13, -2, 9, -8, 4, -13];

    /// <summary>Branin on [-5, 10] x [0, 15]; three minima of 0.397887.</summary>
    public static double Branin(double x1, double x2)
    {
        double b = 5.1 / (4 * Math.PI * Math.PI), c = 5 / Math.PI, t = 1 / (8 * Math.PI);
        double q = x2 - b * x1 * x1 + c * x1 - 6;
        return q * q + 10 * (1 - t) * Math.Cos(x1) + 10;
    }

    /// <summary>Hartmann's function on [0, 1]^6; minimum -3.32237.</summary>
    public static double Hartmann6(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double exponent = 0;
            for (int j = 0; j < 6; j++)
            {
                double d = x[j] - s_hartmannCentres[i][j];
                exponent += s_hartmannScales[i][j] * d * d;
            }
            sum += s_hartmannWeights[i] * Math.Exp(-exponent);
        }
        return -sum;
    }

    /// <summary>Ackley's function on [-32.768, 32.768]^10, shifted; minimum 0.</summary>
    public static double ShiftedAckley(double[] x)
    {
        double squares = 0, cosines = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = x[i] - s_ackleyShift[i];
            squares += z * z;
            cosines += Math.Cos(2 * Math.PI * z);
        }
        return -20 * Math.Exp(-0.2 * Math.Sqrt(squares / x.Length)) - Math.Exp(cosines / x.Length) + 20 + Math.E;
    }

    /// <summary>Rosenbrock's valley on [-5, 10]^5; minimum 0.</summary>
    public static double Rosenbrock(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }
        return sum;
    }

    /// <summary>Levy's function on [-10, 10]^8; minimum 0.</summary>
    public static double Levy(double[] x)
    {
        double[] w = [.. x.Select(value => 1 + (value - 1) / 4)];
        double first = Math.Sin(Math.PI * w[0]), last = Math.Sin(2 * Math.PI * w[^1]);
        double sum = first * first + (w[^1] - 1) * (w[^1] - 1) * (1 + last * last);
        for (int i = 0; i + 1 < w.Length; i++)
        {
            double s = Math.Sin(Math.PI * w[i] + 1);
            sum += (w[i] - 1) * (w[i] - 1) * (1 + 10 * s * s);
        }
        return sum;
    }
}
