namespace MlNetDeep.Tuning.Numerics;

/// <summary>The volume that points dominate, up to a reference point: how good a set of trade-offs is. All objectives are minimised.</summary>
/// <remarks>While, Bradstreet and Barone, "A Fast Way of Calculating Exact Hypervolumes" (2012); two objectives by a sweep.</remarks>
internal static class DominatedVolume
{
    /// <summary>The volume that at least one of the points dominates.</summary>
    public static double Of(IReadOnlyList<double[]> points, double[] reference)
    {
        if (points.Count == 0) return 0;
        if (reference.Length == 1) return Math.Max(0, reference[0] - points.Min(point => point[0]));
        if (reference.Length == 2) return Sweep(points, reference);
        double volume = 0;
        for (int i = 0; i < points.Count; i++) volume += Exclusive(points[i], [.. points.Skip(i + 1)], reference);
        return volume;
    }

    /// <summary>The volume that a point dominates and none of the others does.</summary>
    public static double Exclusive(double[] point, IReadOnlyList<double[]> others, double[] reference)
    {
        double own = 1;
        for (int i = 0; i < reference.Length; i++)
        {
            if (point[i] >= reference[i]) return 0;
            own *= reference[i] - point[i];
        }
        if (double.IsInfinity(own)) return own;   // what others share of it leaves infinity as it is
        var shared = new List<double[]>(others.Count);
        foreach (double[] other in others)
        {
            double[] limited = new double[reference.Length];
            for (int i = 0; i < limited.Length; i++) limited[i] = Math.Max(point[i], other[i]);
            AddUndominated(shared, limited);
        }
        return own - Of(shared, reference);
    }

    /// <summary>Whether a point is at least as good as another everywhere.</summary>
    public static bool Covers(ReadOnlySpan<double> point, ReadOnlySpan<double> other)
    {
        for (int i = 0; i < point.Length; i++)
            if (point[i] > other[i]) return false;
        return true;
    }

    private static void AddUndominated(List<double[]> points, double[] point)
    {
        if (points.Exists(known => Covers(known, point))) return;
        points.RemoveAll(known => Covers(point, known));
        points.Add(point);
    }

    private static double Sweep(IReadOnlyList<double[]> points, double[] reference)
    {
        double volume = 0, height = reference[1];
        foreach (double[] point in points.OrderBy(point => point[0]).ThenBy(point => point[1]))
        {
            if (point[0] >= reference[0] || point[1] >= height) continue;
            volume += (reference[0] - point[0]) * (height - point[1]);
            height = point[1];
        }
        return volume;
    }
}
