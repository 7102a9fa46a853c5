using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>A density over a few parameters: one kernel for each trial, and a wide one, the prior, that keeps it above 0 everywhere.</summary>
internal abstract class KernelMixture
{
    // Where a cell is this small a part of a kernel's deviation, density times width equals its mass within a third of a percent.
    private protected const double FineCell = 0.25;

    // So small a mass decides nothing beside the prior's; its logarithm is finite.
    private protected const double LeastMass = 1e-280;

    private protected static readonly double s_logRootOfTwoPi = Math.Log(2 * Math.PI) / 2;

    /// <summary>Draws a point: a number of [0, 1] for each parameter, the middle of a cell where only certain values are possible.</summary>
    public abstract void Sample(SplitMix random, Span<double> point);

    /// <summary>The logarithm of the density at a point, which <see cref="Sample"/> could give.</summary>
    public abstract double LogDensity(ReadOnlySpan<double> point);

    /// <summary>The density of some parameters.</summary>
    /// <param name="axes">The parameters.</param>
    /// <param name="observed">For each parameter, where the trials lie, in their order.</param>
    /// <param name="weights">The weight of each trial.</param>
    /// <param name="priorWeight">The weight of the prior.</param>
    public static KernelMixture Create(Axis[] axes, double[][] observed, double[] weights, double priorWeight)
    {
        if (axes.Length > 1) return new JointMixture(axes, observed, weights, priorWeight);
        return axes[0].IsCategorical ? new ChoiceMixture(axes[0], observed[0], weights, priorWeight) : new AxisMixture(axes[0], observed[0], weights, priorWeight);
    }

    /// <summary>What of a kernel lies within [0, 1].</summary>
    private protected static double MassInside(double mean, double deviation) =>
        mean > 8 * deviation && 1 - mean > 8 * deviation ? 1 : NormalDistribution.Between(-mean / deviation, (1 - mean) / deviation);

    /// <summary>The narrowest kernel of so many (Bergstra et al. 2011 as hyperopt clips, "magic clipping").</summary>
    private protected static double NarrowestOf(int kernels) => 1 / Math.Min(100.0, 1 + kernels);

    private protected static double[] RunningSums(ReadOnlySpan<double> weights, double last)
    {
        double[] sums = new double[weights.Length + 1];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) sums[i] = sum += weights[i];
        sums[^1] = sum + last;
        return sums;
    }
}
