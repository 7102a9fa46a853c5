using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// How far two points of a search space are apart, as a sum of learned weights times squared distances, one for each dimension:
/// the squared difference of numbers on the unit scale, 1 for different choices without an order. A dimension that is inactive lies at
/// the middle of the range, or as far from each choice as from any other; where it is active in only one of the two points, a
/// distance of 1 with a weight of its own is added. All of it are distances in a Euclidean space, which keeps the kernel positive
/// definite (compare Hutter and Osborne 2013).
/// </summary>
internal sealed class KernelSpace
{
    private const double Middle = 0.5;

    private readonly bool[] _isCategorical;
    private readonly double[] _centers;
    private readonly int[] _presence;

    public KernelSpace(SearchSpace space, double[][] points)
    {
        Dimensions = space.Dimensions.Count;
        _isCategorical = [.. space.Dimensions.Select(dimension => dimension.IsCategorical)];
        // The centre of a simplex with sides of 1.
        _centers = [.. space.Dimensions.Select(dimension => dimension.IsCategorical ? (dimension.Distribution.Count - 1) / (2 * dimension.Distribution.Count) : 0)];
        _presence = new int[Dimensions];
        Weights = Dimensions;
        for (int d = 0; d < Dimensions; d++)
        {
            bool isPartial = space.Dimensions[d].IsConditional || Array.Exists(points, point => double.IsNaN(point[d]));
            _presence[d] = isPartial ? Weights++ : -1;
        }
    }

    public int Dimensions { get; }

    /// <summary>The number of weights: one for each dimension, and one more for each that is not always active.</summary>
    public int Weights { get; }

    public bool IsCategorical(int dimension) => _isCategorical[dimension];

    /// <summary>The weight of a difference in activity; -1 where the dimension is always active.</summary>
    public int PresenceWeight(int dimension) => _presence[dimension];

    /// <summary>True when another space has the same distances and weights for all points.</summary>
    public bool MeasuresAs(KernelSpace other) =>
        _isCategorical.AsSpan().SequenceEqual(other._isCategorical) && _centers.AsSpan().SequenceEqual(other._centers) && _presence.AsSpan().SequenceEqual(other._presence);

    /// <summary>The squared distances of all pairs for each weight, as packed lower triangles.</summary>
    public double[][] Distances(double[][] points)
    {
        var distances = new double[Weights][];
        for (int k = 0; k < distances.Length; k++) distances[k] = new double[PackedCholesky.Length(points.Length)];
        for (int d = 0; d < Dimensions; d++)
        {
            int pair = 0;
            for (int i = 0; i < points.Length; i++)
            {
                double a = points[i][d];
                for (int j = 0; j <= i; j++, pair++)
                {
                    double b = points[j][d];
                    distances[d][pair] = Square(d, a, b);
                    if (double.IsNaN(a) != double.IsNaN(b)) distances[_presence[d]][pair] = 1;
                }
            }
        }
        return distances;
    }

    /// <summary>The weighted squared distances of a point to others.</summary>
    public void Distances(ReadOnlySpan<double> point, double[][] columns, double[] weights, Span<double> distances)
    {
        distances.Clear();
        for (int d = 0; d < Dimensions; d++)
        {
            double x = point[d], weight = weights[d], absence = _presence[d] >= 0 ? weights[_presence[d]] : 0;
            double[] column = columns[d];
            if (_isCategorical[d] || _presence[d] >= 0)
            {
                for (int i = 0; i < distances.Length; i++) distances[i] += weight * Square(d, x, column[i]) + (double.IsNaN(x) != double.IsNaN(column[i]) ? absence : 0);
            }
            else
            {
                for (int i = 0; i < distances.Length; i++) distances[i] += weight * (x - column[i]) * (x - column[i]);
            }
        }
    }

    /// <summary>Where a number lies for the kernel, active or not.</summary>
    public static double Place(double unit) => double.IsNaN(unit) ? Middle : unit;

    private double Square(int dimension, double a, double b)
    {
        if (!_isCategorical[dimension]) return (Place(a) - Place(b)) * (Place(a) - Place(b));
        if (double.IsNaN(a) != double.IsNaN(b)) return _centers[dimension];
        return double.IsNaN(a) || Math.Abs(a - b) < 1e-9 ? 0 : 1;
    }
}
