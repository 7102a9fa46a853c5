using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>The distribution of one categorical parameter: each trial gives its choice what it has beyond an even share of the prior.</summary>
internal sealed class ChoiceMixture : KernelMixture
{
    private readonly double[] _runningSums;
    private readonly double[] _log;

    public ChoiceMixture(Axis axis, double[] observed, double[] weights, double priorWeight)
    {
        int choices = axis.Choices;
        double even = priorWeight / (observed.Length + 1), total = 1 + choices * even, all = priorWeight;
        double[] sums = new double[choices];
        for (int i = 0; i < observed.Length; i++)
        {
            sums[axis.Index(observed[i])] += weights[i] / total;
            all += weights[i];
        }
        double shared = (all - priorWeight) * even / total + priorWeight / choices;
        _log = new double[choices];
        for (int i = 0; i < choices; i++) _log[i] = Math.Log((sums[i] += shared) / all);
        _runningSums = RunningSums(sums.AsSpan(0, choices - 1), sums[^1]);
    }

    public override void Sample(SplitMix random, Span<double> point) => point[0] = (random.Index(_runningSums) + 0.5) / _log.Length;

    public override double LogDensity(ReadOnlySpan<double> point) => _log[(int)(point[0] * _log.Length)];
}
