using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>The signed-rank test (Wilcoxon 1945), one-sided.</summary>
internal static class SignedRank
{
    // Up to here the distribution is enumerated; beyond, the normal approximation is exact enough.
    private const int MostForExact = 50;

    /// <summary>
    /// The probability that differences without a tendency have a sum of positive ranks at least as large. Half of the ranks of zeros
    /// counts as positive (Pratt 1959, split). Exact for small samples, with ties too.
    /// </summary>
    public static double ProbabilityAtLeast(IReadOnlyList<double> differences)
    {
        int n = differences.Count;
        // Zeros add the same to every sum, and so drop out of the comparison.
        (int[] ranks, int positive) = TwiceTheRanks(differences);
        if (ranks.Length <= MostForExact) return Exact(ranks, positive);
        double mean = 0, variance = 0;
        foreach (int rank in ranks)
        {
            mean += rank / 2.0;
            variance += (double)rank * rank / 4;
        }
        return NormalDistribution.Cumulative((mean - positive) / Math.Sqrt(variance));
    }

    /// <summary>The ranks of the differences that are not zero, equal ones sharing their mean rank, doubled to be integers; and the sum of the positive ones.</summary>
    private static (int[] Ranks, int Positive) TwiceTheRanks(IReadOnlyList<double> differences)
    {
        double[] sorted = [.. differences.OrderBy(Math.Abs)];
        var ranks = new List<int>();
        int positive = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && Math.Abs(sorted[end]) == Math.Abs(sorted[start])) end++;
            if (sorted[start] == 0) continue;
            int rank = start + 1 + end;
            for (int i = start; i < end; i++)
            {
                ranks.Add(rank);
                if (sorted[i] > 0) positive += rank;
            }
        }
        return ([.. ranks], positive);
    }

    // Each rank is positive or not with equal probability: the share of all choices of signs by their sum.
    private static double Exact(int[] ranks, int positive)
    {
        double[] share = new double[ranks.Sum() + 1];
        share[0] = 1;
        foreach (int rank in ranks)
        {
            for (int sum = share.Length - 1; sum >= 0; sum--) share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
        }
        return share[positive..].Sum();
    }
}
