namespace MlNetDeep.Tuning;

internal static class Statistics
{
    /// <summary>The median, the mean of the two middle values of an even number; NaN of none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        (double low, double high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low == high ? low : low / 2 + high / 2;   // halved first: the sum of two large values would overflow
    }

    /// <summary>The value below which a share of the values lies, between two of them in proportion; NaN of none.</summary>
    public static double Percentile(IEnumerable<double> values, double percentile)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        double place = percentile / 100 * (sorted.Length - 1);
        int below = Math.Min((int)place, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        double share = place - below;
        // Weighed one by one: the difference of two large values would overflow, and infinity times 0 is no number.
        return share == 0 || sorted[below] == sorted[above] ? sorted[below] : sorted[below] * (1 - share) + sorted[above] * share;
    }

    public static double Aggregate(IReadOnlyList<double> values, ExecutionAggregate how) =>
        values.Count == 1 ? values[0] : how == ExecutionAggregate.Median ? Median(values) : values.Average();
}
