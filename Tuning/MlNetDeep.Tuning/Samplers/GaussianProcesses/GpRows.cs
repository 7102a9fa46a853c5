namespace MlNetDeep.Tuning;

/// <summary>
/// Which rows a Gaussian process learns from: all while they are few; otherwise the best half, and as many of the others as fill the
/// space most evenly (the farthest from those taken, again and again), so that a proposal's cost stays bounded.
/// </summary>
internal static class GpRows
{
    /// <summary>The rows, in their order.</summary>
    /// <param name="points">The points of all rows.</param>
    /// <param name="count">How many of the rows to choose from, the first ones.</param>
    /// <param name="most">How many to choose.</param>
    /// <param name="ranking">Gives all rows from best to worst; asked only where there are too many.</param>
    public static int[] Choose(double[][] points, int count, int most, Func<int[]> ranking)
    {
        if (count <= most) return [.. Enumerable.Range(0, count)];
        var chosen = new List<int>(most);
        bool[] isTaken = new bool[count];
        foreach (int row in ranking())
        {
            if (chosen.Count >= most / 2) break;
            if (row >= count) continue;
            chosen.Add(row);
            isTaken[row] = true;
        }
        double[] nearest = new double[count];
        nearest.AsSpan().Fill(double.PositiveInfinity);
        foreach (int row in chosen) Approach(points, row, nearest);
        while (chosen.Count < most)
        {
            int farthest = -1;
            for (int row = 0; row < count; row++)
                if (!isTaken[row] && (farthest < 0 || nearest[row] > nearest[farthest])) farthest = row;
            chosen.Add(farthest);
            isTaken[farthest] = true;
            Approach(points, farthest, nearest);
        }
        chosen.Sort();
        return [.. chosen];
    }

    private static void Approach(double[][] points, int to, double[] nearest)
    {
        double[] center = points[to];
        for (int row = 0; row < nearest.Length; row++)
        {
            double sum = 0;
            for (int d = 0; d < center.Length; d++)
            {
                double a = points[row][d], b = center[d];
                sum += double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a) == double.IsNaN(b) ? 0 : 1 : (a - b) * (a - b);
            }
            nearest[row] = Math.Min(nearest[row], sum);
        }
    }
}
