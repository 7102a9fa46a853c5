using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>The crossovers as formulas on the numbers that all parents have.</summary>
internal static class Recombination
{
    private const double BlendReach = 0.5, BinaryIndex = 2;

    /// <summary>How many parents a crossover takes, for so many numbers.</summary>
    public static int Parents(Crossover crossover, int numbers) => crossover switch
    {
        Crossover.Simplex => numbers + 1,
        Crossover.UnimodalNormal => 3,
        _ => 2,
    };

    /// <summary>The numbers of a child; may lie outside of [0, 1].</summary>
    public static double[] Cross(Crossover crossover, double[][] parents, SplitMix random) => crossover switch
    {
        Crossover.Uniform => [.. parents[0].Select((_, d) => parents[random.Below(2)][d])],
        Crossover.Blend => [.. parents[0].Select((x, d) => Between(x, parents[1][d], random))],
        Crossover.Simplex => InSimplex(parents, random),
        Crossover.SimulatedBinary => Binary(parents, random),
        Crossover.VectorSimulatedBinary => VectorBinary(parents, random),
        _ => AroundMiddle(parents, random),
    };

    private static double Between(double x, double y, SplitMix random)
    {
        double low = Math.Min(x, y), width = Math.Abs(x - y);
        return low - BlendReach * width + random.Uniform() * width * (1 + 2 * BlendReach);
    }

    private static double[] Binary(double[][] parents, SplitMix random)
    {
        bool isFirst = random.Uniform() < 0.5;
        return [.. parents[0].Select((x, d) =>
        {
            double u = random.Uniform(), beta = u <= 0.5 ? Math.Pow(2 * u, 1 / (BinaryIndex + 1)) : Math.Pow(1 / (2 * (1 - u)), 1 / (BinaryIndex + 1));
            double y = parents[1][d];
            // Half of the numbers are those of a parent.
            if (random.Uniform() < 0.5) return isFirst ? x : y;
            return isFirst ? 0.5 * ((1 + beta) * x + (1 - beta) * y) : 0.5 * ((1 - beta) * x + (1 + beta) * y);
        })];
    }

    private static double[] VectorBinary(double[][] parents, SplitMix random)
    {
        bool isFirst = random.Uniform() < 0.5;
        return [.. parents[0].Select((x, d) =>
        {
            double y = parents[1][d], beta = Math.Pow(1 / (2 * (1 - random.Uniform())), 1 / (BinaryIndex + 1));
            double between = 0.5 * ((1 + beta) * x + (1 - beta) * y), beyond = 0.5 * ((3 - beta) * x - (1 - beta) * y);
            if (!isFirst) (between, beyond) = (0.5 * ((1 - beta) * x + (1 + beta) * y), 0.5 * (-(1 - beta) * x + (3 - beta) * y));
            return random.Uniform() < 0.5 ? between : beyond;
        })];
    }

    // Expanded by sqrt(n + 2) about the centre, so that the spread of the population neither shrinks nor grows.
    private static double[] InSimplex(double[][] parents, SplitMix random)
    {
        int n = parents.Length - 1;
        double expansion = Math.Sqrt(n + 2);
        double[] center = [.. Enumerable.Range(0, n).Select(d => parents.Average(parent => parent[d]))];
        double[][] corners = [.. parents.Select(parent => parent.Select((x, d) => center[d] + expansion * (x - center[d])).ToArray())];
        double[] offset = new double[n];
        for (int k = 1; k <= n; k++)
        {
            double r = Math.Pow(random.Uniform(), 1.0 / k);
            for (int d = 0; d < n; d++) offset[d] = r * (corners[k - 1][d] - corners[k][d] + offset[d]);
        }
        return [.. offset.Select((value, d) => corners[n][d] + value)];
    }

    private static double[] AroundMiddle(double[][] parents, SplitMix random)
    {
        int n = parents[0].Length;
        double[] middle = new double[n], axis = new double[n], third = new double[n];
        for (int d = 0; d < n; d++) (middle[d], axis[d], third[d]) = ((parents[0][d] + parents[1][d]) / 2, parents[1][d] - parents[0][d], parents[2][d] - parents[0][d]);
        double length = Math.Sqrt(Dot(axis, axis)), along = length > 0 ? Dot(third, axis) / length : 0;
        double across = Math.Sqrt(Math.Max(0, Dot(third, third) - along * along));
        // Along the axis with half its length as deviation; across it with 0.35 / sqrt(n) of the third parent's distance.
        double[] noise = new double[n];
        for (int d = 0; d < n; d++) noise[d] = random.Normal() * 0.35 / Math.Sqrt(n) * across;
        double part = length > 0 ? Dot(noise, axis) / (length * length) : 0, step = 0.5 * random.Normal();
        return [.. middle.Select((value, d) => value + step * axis[d] + noise[d] - part * axis[d])];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
