using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>The signed-rank test (Wilcoxon 1945), one-sided.</summary>
internal static class SignedRank
{
    // Up to here the distribution is enumerated; beyond, the normal approximation is exact enough.
    private const int MostForExact = 50;

    /// <summary>
    /// The probability that differences without a tendency have a sum of positive ranks at least as large. Half of the ranks of zeros
    /// counts as positive (Pratt 1959, split).
    /// </summary>
    public static double ProbabilityAtLeast(IReadOnlyList<double> differences)
    {
        int n = differences.Count;
        (double positive, double ties, bool hasTies) = Ranks(differences);
        if (n <= MostForExact && !hasTies) return Exact(n, (int)Math.Round(positive));
        double mean = n * (n + 1) / 4.0, variance = n * (n + 1) * (2.0 * n + 1) / 24 - ties / 48;
        return variance <= 0 ? 1 : NormalDistribution.Cumulative((mean - positive) / Math.Sqrt(variance));
    }

    private static (double Positive, double Ties, bool HasTies) Ranks(IReadOnlyList<double> differences)
    {
        double[] sorted = [.. differences.OrderBy(Math.Abs)];
        double positive = 0, ties = 0;
        bool hasTies = false;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && Math.Abs(sorted[end]) == Math.Abs(sorted[start])) end++;
            double rank = (start + 1 + end) / 2.0, count = end - start;
            ties += count * count * count - count;
            hasTies |= count > 1 || sorted[start] == 0;
            for (int i = start; i < end; i++) positive += sorted[i] > 0 ? rank : sorted[i] == 0 ? rank / 2 : 0;
        }
        return (positive, ties, hasTies);
    }

    // Each rank is positive or not with equal probability: the number of subsets of 1..n by their sum.
    private static double Exact(int n, int positive)
    {
        double[] share = new double[n * (n + 1) / 2 + 1];
        share[0] = 1;
        for (int rank = 1; rank <= n; rank++)
        {
            for (int sum = share.Length - 1; sum >= 0; sum--) share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
        }
        return share[positive..].Sum();
    }
}
