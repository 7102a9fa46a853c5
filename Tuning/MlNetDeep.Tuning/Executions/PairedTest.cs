using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>Student's test of paired differences, one-sided: what tells after a few executions already that a configuration is worse.</summary>
internal static class PairedTest
{
    /// <summary>The probability that differences without a tendency have a mean at least as large; 1 for fewer than two.</summary>
    public static double ProbabilityAtLeast(IReadOnlyList<double> differences)
    {
        int n = differences.Count;
        if (n < 2) return 1;
        double mean = differences.Average(), squares = differences.Sum(difference => (difference - mean) * (difference - mean));
        if (squares == 0 || !double.IsFinite(squares)) return mean > 0 ? 0 : 1;
        return StudentT.UpperTail(mean / Math.Sqrt(squares / (n - 1) / n), n - 1);
    }
}
