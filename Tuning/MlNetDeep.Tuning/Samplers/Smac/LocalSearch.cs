using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Climbs the score from a point through the one-exchange neighbourhood (Hutter, Hoos and Leyton-Brown 2011): one parameter takes another
/// choice, or a number nearby. It moves to the first neighbour that is better, and ends when a whole neighbourhood holds none.
/// </summary>
internal sealed class LocalSearch(SearchSpace space, SmacModel model, SplitMix random)
{
    private const int NumericNeighbours = 4, MaxMoves = 200;

    // Neighbours of numbers lie at normal distances of this deviation, halved up to so many times: the wide ones cross valleys, the
    // narrow ones finish.
    private const double WidestStep = 0.2;
    private const int Halvings = 4;

    /// <summary>A complete point of uniform random numbers.</summary>
    public double[] Random()
    {
        double[] point = new double[space.Dimensions.Count];
        Array.Fill(point, double.NaN);
        Complete(point);
        return point;
    }

    public (double[] Point, double Score) Climb(double[] point, double score)
    {
        for (int move = 0; move < MaxMoves; move++)
        {
            if (BetterNeighbour(point, score) is not { } better) break;
            (point, score) = better;
        }
        return (point, score);
    }

    private (double[] Point, double Score)? BetterNeighbour(double[] point, double score)
    {
        var changes = new List<(int Dimension, double Unit)>();
        for (int d = 0; d < point.Length; d++)
        {
            if (double.IsNaN(point[d]) || space.Dimensions[d].Distribution.IsSingle) continue;
            if (space.Dimensions[d].IsCategorical) AddChoices(changes, d, point[d]);
            else AddNumbers(changes, d, point[d]);
        }
        int[] order = [.. Enumerable.Range(0, changes.Count)];
        random.Shuffle(order);
        foreach (int i in order)
        {
            double[] neighbour = [.. point];
            neighbour[changes[i].Dimension] = changes[i].Unit;
            Complete(neighbour);
            double value = model.Score(neighbour);
            if (value > score) return (neighbour, value);
        }
        return null;
    }

    private void AddChoices(List<(int Dimension, double Unit)> changes, int dimension, double unit)
    {
        Distribution distribution = space.Dimensions[dimension].Distribution;
        double present = distribution.FromUnit(unit);
        for (int choice = 0; choice < distribution.Count; choice++)
            if (choice != present) changes.Add((dimension, distribution.ToUnit(choice)));
    }

    private void AddNumbers(List<(int Dimension, double Unit)> changes, int dimension, double unit)
    {
        Distribution distribution = space.Dimensions[dimension].Distribution;
        for (int i = 0; i < NumericNeighbours; i++)
        {
            double moved = unit + WidestStep * Math.ScaleB(random.Normal(), -random.Below(Halvings + 1));
            if (moved is < 0 or > 1) moved = random.Uniform();
            // On coarse grids a small step would end where it began.
            if (distribution.Count < double.PositiveInfinity && distribution.FromUnit(moved) == distribution.FromUnit(unit)) moved = unit + (moved < unit ? -1 : 1) / distribution.Count;
            if (moved is >= 0 and <= 1) changes.Add((dimension, Snap(dimension, moved)));
        }
    }

    private void Complete(double[] point) => space.Complete(point, dimension => Snap(dimension, random.Uniform()));

    // The middle of what becomes the same value, as observations have it.
    private double Snap(int dimension, double unit)
    {
        Distribution distribution = space.Dimensions[dimension].Distribution;
        return double.IsPositiveInfinity(distribution.Count) ? unit : distribution.ToUnit(distribution.FromUnit(unit));
    }
}
