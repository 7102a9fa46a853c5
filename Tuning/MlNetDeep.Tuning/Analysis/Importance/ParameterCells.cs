using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// A parameter's scale cut into cells, and densities over them: shares of categories, and for everything with an order Gaussian kernels
/// as wide as Scott's rule (1992) says. One observation's worth of weight is spread evenly, so that no cell is impossible.
/// </summary>
internal sealed class ParameterCells
{
    private const int MostCells = 50;

    // As narrow as a kernel gets, half of its mass lies in its own cell.
    private const double Narrowest = 0.5 / 0.6744897501960817;

    private readonly bool _isCategorical;

    public ParameterCells(Distribution distribution)
    {
        _isCategorical = distribution is CategoricalDistribution;
        // The integers of a logarithmic range are not equally far apart; everything else that is countable is.
        bool isEven = distribution is not IntDistribution { Log: true, Step: 1 };
        Count = distribution.IsSingle ? 1 : _isCategorical || (isEven && distribution.Count <= MostCells) ? (int)distribution.Count : MostCells;
    }

    public int Count { get; }

    /// <summary>The cell of a place on the scale.</summary>
    public int Of(double unit) => Math.Clamp((int)(unit * Count), 0, Count - 1);

    /// <summary>The probability of each cell, given the cells of observations.</summary>
    public double[] Density(IReadOnlyList<int> observed)
    {
        double[] counts = new double[Count], density = new double[Count];
        foreach (int cell in observed) counts[cell]++;
        Array.Fill(density, 1.0 / Count);
        double width = _isCategorical ? 0 : Width(counts, observed.Count);
        for (int center = 0; center < Count; center++)
        {
            if (counts[center] == 0) continue;
            if (_isCategorical) density[center] += counts[center];
            else AddKernel(density, center, width, counts[center]);
        }
        for (int i = 0; i < Count; i++) density[i] /= observed.Count + 1;
        return density;
    }

    private void AddKernel(double[] density, int center, double width, double weight)
    {
        double inside = NormalDistribution.Between((-0.5 - center) / width, (Count - 0.5 - center) / width);
        for (int i = 0; i < Count; i++) density[i] += weight / inside * NormalDistribution.Between((i - 0.5 - center) / width, (i + 0.5 - center) / width);
    }

    private static double Width(double[] counts, int n)
    {
        double mean = 0, squares = 0;
        for (int i = 0; i < counts.Length; i++) mean += counts[i] * i / n;
        for (int i = 0; i < counts.Length; i++) squares += counts[i] * (i - mean) * (i - mean);
        double deviation = Math.Sqrt(squares / Math.Max(1, n - 1));
        double quartiles = Quantile(counts, 0.75 * n) - Quantile(counts, 0.25 * n);
        // The normal distribution's quartiles are 1.34 deviations apart. They may coincide where the observations do not.
        double spread = quartiles > 0 ? Math.Min(deviation, quartiles / 1.34) : deviation;
        return Math.Max(Narrowest, 1.059 * spread * Math.Pow(n, -0.2));
    }

    private static int Quantile(double[] counts, double place)
    {
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            if (sum >= place) return i;
        }
        return counts.Length - 1;
    }
}
