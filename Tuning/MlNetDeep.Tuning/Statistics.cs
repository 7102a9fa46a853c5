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

    public static double Aggregate(IReadOnlyList<double> values, ExecutionAggregate how) =>
        values.Count == 1 ? values[0] : how == ExecutionAggregate.Median ? Median(values) : values.Average();
}
