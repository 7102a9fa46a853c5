using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Which trials are good when there are several objectives: front by front of those that no other dominates; of the front that does not
/// fit as a whole, the trials that together dominate the most (Ozaki et al. 2022).
/// </summary>
internal static class ParetoSplit
{
    // The weight of a good trial that adds nothing to the volume.
    private const double LeastWeight = 1e-12;

    /// <summary>The best rows, in their order, and for each how much of the dominated volume only it dominates, as a part of the largest such share.</summary>
    public static (int[] Rows, double[] Weights) Of(Observations observations, int objectives, int count)
    {
        double[][] losses = new double[observations.Count][], finite = new double[observations.Count][];
        for (int row = 0; row < losses.Length; row++) (losses[row], finite[row]) = (new double[objectives], new double[objectives]);
        for (int objective = 0; objective < objectives; objective++) Fill(losses, finite, objective, observations.Losses(objective));
        int[] best = Best(observations, losses, finite, count);
        Array.Sort(best);
        return (best, Weights(observations, finite, best));
    }

    private static int[] Best(Observations observations, double[][] losses, double[][] finite, int count)
    {
        var remaining = new List<int>();
        for (int row = 0; row < observations.Count; row++)
            if (Counts(observations, row)) remaining.Add(row);
        if (remaining.Count < count) return observations.Best(count);

        // The points that dominate another come before it.
        remaining.Sort((a, b) => Compare(losses[a], losses[b]) is var order && order != 0 ? order : a.CompareTo(b));
        var best = new List<int>();
        while (best.Count < count)
        {
            var front = new List<int>();
            var others = new List<int>();
            foreach (int row in remaining)
                (front.Exists(known => Dominates(losses[known], losses[row])) ? others : front).Add(row);
            best.AddRange(best.Count + front.Count <= count ? front : LargestVolume(front, finite, count - best.Count));
            remaining = others;
        }
        return [.. best];
    }

    private static double[] Weights(Observations observations, double[][] losses, int[] rows)
    {
        double[] weights = new double[rows.Length];
        int[] counted = [.. Enumerable.Range(0, rows.Length).Where(i => Counts(observations, rows[i]))];
        double[][] points = [.. counted.Select(i => losses[rows[i]])];
        double[] reference = points.Length == 0 ? [] : Reference(points);
        for (int p = 0; p < points.Length; p++)
            weights[counted[p]] = DominatedVolume.Exclusive(points[p], [.. points.Where((_, other) => other != p)], reference);
        double largest = weights.Length == 0 ? 0 : weights.Max();
        if (!(largest > 0 && double.IsFinite(largest))) Array.Fill(weights, 1);   // nothing tells them apart, as with one good trial twice
        else for (int i = 0; i < weights.Length; i++) weights[i] = Math.Max(weights[i] / largest, LeastWeight);
        return weights;
    }

    private static bool Counts(Observations observations, int row) => observations.Steps[row] == Observations.CompleteStep && observations.Violations[row] == 0;

    // For volumes, infinite losses become the largest (smallest) finite ones.
    private static void Fill(double[][] losses, double[][] finite, int objective, ReadOnlySpan<double> column)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double loss in column)
            if (double.IsFinite(loss)) (low, high) = (Math.Min(low, loss), Math.Max(high, loss));
        for (int row = 0; row < column.Length; row++)
            (losses[row][objective], finite[row][objective]) = (column[row], low > high ? 0 : Math.Clamp(column[row], low, high));
    }

    // A little worse than the worst in each objective, so that the extreme points dominate some volume too.
    private static double[] Reference(double[][] points)
    {
        double[] reference = new double[points[0].Length];
        for (int i = 0; i < reference.Length; i++)
        {
            double worst = points.Max(point => point[i]);
            reference[i] = worst == 0 ? LeastWeight : Math.Max(1.1 * worst, 0.9 * worst);
        }
        return reference;
    }

    // Greedily, which reaches at least 63 % of the largest volume (Nemhauser, Wolsey and Fisher 1978). What a point adds only shrinks as
    // others are chosen, so that most need not be computed again.
    private static List<int> LargestVolume(List<int> front, double[][] losses, int count)
    {
        double[] reference = Reference([.. front.Select(row => losses[row])]);
        var chosen = new List<int>();
        var points = new List<double[]>();
        var queue = new PriorityQueue<(int Row, int At), (double, int)>();
        foreach (int row in front) queue.Enqueue((row, -1), (double.NegativeInfinity, row));
        while (chosen.Count < count)
        {
            (int row, int at) = queue.Dequeue();
            if (at == chosen.Count)
            {
                chosen.Add(row);
                points.Add(losses[row]);
            }
            else queue.Enqueue((row, chosen.Count), (-DominatedVolume.Exclusive(losses[row], points, reference), row));
        }
        return chosen;
    }

    private static bool Dominates(double[] a, double[] b) => DominatedVolume.Covers(a, b) && Compare(a, b) != 0;

    private static int Compare(double[] a, double[] b)
    {
        for (int i = 0; i < a.Length; i++)
            if (a[i] != b[i]) return a[i].CompareTo(b[i]);
        return 0;
    }
}
