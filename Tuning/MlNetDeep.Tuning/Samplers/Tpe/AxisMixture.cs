using System.Numerics.Tensors;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The density of one number: Gaussian kernels truncated to the range, each as wide as the larger gap to its neighbours (Bergstra et
/// al. 2011). With many trials nearly all kernels have the least width, so that only those near a point count there: they are kept
/// sorted, equal ones merged.
/// </summary>
internal sealed class AxisMixture : KernelMixture
{
    // Kernels this many deviations away are left out: less than 1e-10 of their peak, beside a prior that is at least 1e-3 of it for 1e5 trials.
    private const double Reach = 7;

    private readonly Axis _axis;
    private readonly double[] _observed, _deviations, _runningSums;
    private readonly double[] _means, _weights;
    private readonly double[] _wideMeans, _wideWeights, _wideDeviations;
    private readonly int _narrowCount, _wideCount;
    private readonly double _narrowest, _logTotal;
    private double[] _scratch = [];

    public AxisMixture(Axis axis, double[] observed, double[] weights, double priorWeight)
    {
        (_axis, _observed) = (axis, observed);
        int count = observed.Length;
        _runningSums = RunningSums(weights, priorWeight);
        _logTotal = Math.Log(_runningSums[^1]);
        _narrowest = NarrowestOf(count + 1);
        int[] order = RadixOrder.Of(observed);
        _deviations = Deviations(observed, order, _narrowest);

        (_means, _weights) = (new double[count], new double[count]);
        (_wideMeans, _wideWeights, _wideDeviations) = (new double[count + 1], new double[count + 1], new double[count + 1]);
        foreach (int i in order)
        {
            double mean = observed[i], deviation = _deviations[i], weight = weights[i] / MassInside(mean, deviation);
            if (deviation > _narrowest) AddWide(mean, deviation, weight, ref _wideCount);
            else if (_narrowCount > 0 && _means[_narrowCount - 1] == mean) _weights[_narrowCount - 1] += weight;
            else (_means[_narrowCount], _weights[_narrowCount++]) = (mean, weight);
        }
        AddWide(0.5, 1, priorWeight / MassInside(0.5, 1), ref _wideCount);
    }

    public override void Sample(SplitMix random, Span<double> point)
    {
        int kernel = random.Index(_runningSums);
        double unit = kernel < _observed.Length ? random.TruncatedNormal(_observed[kernel], _deviations[kernel]) : random.TruncatedNormal(0.5, 1);
        point[0] = _axis.Snap(unit);
    }

    public override double LogDensity(ReadOnlySpan<double> point)
    {
        double x = point[0];
        if (!_axis.IsDiscrete) return Math.Log(Density(x) + LeastMass) - _logTotal;
        (double low, double high) = _axis.Cell(x);
        return Math.Log((high - low <= FineCell * _narrowest ? Density(x) * (high - low) : Mass(low, high)) + LeastMass) - _logTotal;
    }

    private double Density(double x)
    {
        double sum = 0;
        for (int i = 0; i < _wideCount; i++)
        {
            double z = (x - _wideMeans[i]) / _wideDeviations[i];
            sum += _wideWeights[i] / _wideDeviations[i] * Math.Exp(-0.5 * z * z);
        }
        (int from, int to) = Near(x, x);
        if (_scratch.Length < to - from) _scratch = new double[_narrowCount];
        Span<double> near = _scratch.AsSpan(0, to - from);
        TensorPrimitives.Subtract(_means.AsSpan(from, to - from), x, near);
        TensorPrimitives.Multiply(near, near, near);
        TensorPrimitives.Multiply(near, -0.5 / (_narrowest * _narrowest), near);
        TensorPrimitives.Exp(near, near);
        sum += TensorPrimitives.Dot(near, _weights.AsSpan(from, to - from)) / _narrowest;
        return sum * Math.Exp(-s_logRootOfTwoPi);
    }

    private double Mass(double low, double high)
    {
        double sum = 0;
        for (int i = 0; i < _wideCount; i++)
            sum += _wideWeights[i] * NormalDistribution.Between((low - _wideMeans[i]) / _wideDeviations[i], (high - _wideMeans[i]) / _wideDeviations[i]);
        (int from, int to) = Near(low, high);
        for (int i = from; i < to; i++)
            sum += _weights[i] * NormalDistribution.Between((low - _means[i]) / _narrowest, (high - _means[i]) / _narrowest);
        return sum;
    }

    private (int From, int To) Near(double low, double high)
    {
        ReadOnlySpan<double> means = _means.AsSpan(0, _narrowCount);
        int from = means.BinarySearch(low - Reach * _narrowest), to = means.BinarySearch(high + Reach * _narrowest);
        return (from < 0 ? ~from : from, to < 0 ? ~to : to);
    }

    private void AddWide(double mean, double deviation, double weight, ref int count) =>
        (_wideMeans[count], _wideDeviations[count], _wideWeights[count++]) = (mean, deviation, weight);

    // The larger of the gaps to both neighbours, the prior's mean being one of the points. The outermost points have one neighbour: the
    // gap to the bound would make them wide and hide that the optimum may lie on it.
    private static double[] Deviations(double[] observed, int[] order, double narrowest)
    {
        int count = order.Length;
        double[] deviations = new double[count];
        int prior = 0;
        while (prior < count && observed[order[prior]] <= 0.5) prior++;
        for (int i = 0; i < count; i++)
        {
            double x = observed[order[i]];
            double before = i == prior ? 0.5 : i > 0 ? observed[order[i - 1]] : x;
            double after = i == prior - 1 ? 0.5 : i < count - 1 ? observed[order[i + 1]] : x;
            double gap = Math.Max(x - before, after - x);
            deviations[order[i]] = Math.Clamp(gap, narrowest, 1);
        }
        return deviations;
    }
}
