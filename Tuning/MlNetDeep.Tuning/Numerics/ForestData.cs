namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// The rows that a <see cref="RandomForest"/> learns from, by feature. A feature with categories holds their indices; any other holds
/// numbers, and <see cref="Absent"/> where a row has none. Rows are sorted once by each numeric feature; trees only filter these orders.
/// </summary>
internal sealed class ForestData
{
    /// <summary>Stands for a number that a row does not have. No threshold lies between it and a part of the range, so absence is a branch of its own.</summary>
    public const double Absent = -1;

    public ForestData(double[][] rows, double[] targets, int[] categories)
    {
        (Targets, Categories) = (targets, categories);
        Features = new double[categories.Length][];
        Orders = new int[categories.Length][];
        for (int f = 0; f < Features.Length; f++)
        {
            double[] feature = Features[f] = new double[rows.Length];
            int[] order = Orders[f] = new int[rows.Length];
            for (int row = 0; row < rows.Length; row++) (feature[row], order[row]) = (rows[row][f], row);
            if (categories[f] == 0) Array.Sort(order, (a, b) => feature[a] != feature[b] ? feature[a].CompareTo(feature[b]) : a.CompareTo(b));
        }
    }

    /// <summary>The values by feature and row.</summary>
    public double[][] Features { get; }

    /// <summary>The rows in ascending order of each numeric feature.</summary>
    public int[][] Orders { get; }

    public double[] Targets { get; }

    /// <summary>The number of categories of each feature, 0 for numeric ones.</summary>
    public int[] Categories { get; }

    public int Count => Targets.Length;
}
