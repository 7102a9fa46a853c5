using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Maximises an acquisition over a mixed and conditional space: many points that fill the space and points around the best rows are
/// compared, then the best of them climb along the gradient in the numeric dimensions, integers as if they were continuous, are
/// put on their grid, and climb by coordinates in the discrete ones.
/// </summary>
internal sealed class AcquisitionSearch
{
    private const int Spread = 600, PerCenter = 30, Climbers = 6, Rounds = 3, AscentIterations = 25;
    // Integers with fewer values are better tried one by one than taken as continuous.
    private const int FewValues = 9, MostChoices = 50;
    private static readonly double[] s_scales = [0.2, 0.05, 0.01], s_moves = [-0.1, -0.03, -0.01, -0.003, 0.003, 0.01, 0.03, 0.1];

    private readonly SearchSpace _space;
    private readonly IAcquisition _acquisition;
    private readonly SplitMix _random;
    private readonly Distribution[] _distributions;

    public AcquisitionSearch(SearchSpace space, IAcquisition acquisition, SplitMix random)
    {
        (_space, _acquisition, _random) = (space, acquisition, random);
        _distributions = [.. space.Dimensions.Select(dimension => dimension.Distribution)];
    }

    /// <summary>The best point found.</summary>
    /// <param name="centers">The points of the best rows, the best first.</param>
    public double[] Maximize(double[][] centers)
    {
        int dimensions = _distributions.Length;
        var candidates = new List<double[]>(Spread + PerCenter * centers.Length);
        var lattice = new Lattice(dimensions, _ => _random.Uniform());
        for (int i = 0; i < Spread; i++)
        {
            double[] point = new double[dimensions];
            for (int d = 0; d < dimensions; d++) point[d] = lattice[i, d];
            candidates.Add(Settle(point));
        }
        foreach (double[] center in centers)
            for (int i = 0; i < PerCenter; i++) candidates.Add(Perturb(center, s_scales[i % s_scales.Length]));

        double[] scores = [.. candidates.Select(candidate => _acquisition.Evaluate(candidate))];
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        (double[] Point, double Score) best = (candidates[order[0]], scores[order[0]]);
        foreach (int i in Distinct(candidates, order))
        {
            (double[] Point, double Score) climbed = Climb(candidates[i], scores[i]);
            if (climbed.Score > best.Score) best = climbed;
        }
        return best.Point;
    }

    /// <summary>The best candidates, of which none is next to another: they would climb to the same place.</summary>
    private static List<int> Distinct(List<double[]> candidates, int[] order)
    {
        var chosen = new List<int>(Climbers);
        foreach (int i in order)
        {
            if (chosen.TrueForAll(other => Distance(candidates[i], candidates[other]) > 0.05)) chosen.Add(i);
            if (chosen.Count == Climbers) break;
        }
        return chosen;
    }

    private static double Distance(double[] a, double[] b)
    {
        double largest = 0;
        for (int d = 0; d < a.Length; d++)
            if (!double.IsNaN(a[d]) || !double.IsNaN(b[d])) largest = Math.Max(largest, double.IsNaN(a[d] - b[d]) ? 1 : Math.Abs(a[d] - b[d]));
        return largest;
    }

    private double[] Perturb(double[] center, double scale)
    {
        double[] point = [.. center];
        int forced = _random.Below(point.Length);
        double share = Math.Max(0.3, 1.0 / point.Length);
        for (int d = 0; d < point.Length; d++)
        {
            if (d != forced && _random.Uniform() >= share) continue;
            if (double.IsNaN(point[d])) continue;
            if (_space.Dimensions[d].IsCategorical || _distributions[d].Count < FewValues) point[d] = _random.Uniform();
            else point[d] = Math.Clamp(point[d] + scale * _random.Normal(), 0, 1);
        }
        return Settle(point);
    }

    private (double[] Point, double Score) Climb(double[] start, double score)
    {
        (double[] Point, double Score) best = (start, score);
        for (int round = 0; round < Rounds; round++)
        {
            double before = best.Score;
            best = Ascend(best, round == 0);
            bool hasMoved = Move(ref best);
            if (best.Score - before < 1e-6 || (!hasMoved && round > 0)) break;
        }
        return best;
    }

    /// <summary>Climbs along the gradient, in the first round along integers too.</summary>
    private (double[] Point, double Score) Ascend((double[] Point, double Score) from, bool withIntegers)
    {
        int[] free = [.. Enumerable.Range(0, from.Point.Length).Where(d => !double.IsNaN(from.Point[d]) && !_space.Dimensions[d].IsCategorical
            && (double.IsInfinity(_distributions[d].Count) || (withIntegers && _distributions[d].Count >= FewValues)))];
        if (free.Length == 0) return from;
        double[] whole = [.. from.Point], slopes = new double[whole.Length];
        double[] point = [.. free.Select(d => whole[d])], upper = new double[free.Length];
        upper.AsSpan().Fill(1);
        BoxLbfgs.Minimize((x, gradient) =>
        {
            for (int i = 0; i < free.Length; i++) whole[free[i]] = x[i];
            double value = _acquisition.Evaluate(whole, slopes);
            for (int i = 0; i < free.Length; i++) gradient[i] = -slopes[free[i]];
            return -value;
        }, point, new double[free.Length], upper, AscentIterations);
        for (int i = 0; i < free.Length; i++) whole[free[i]] = point[i];
        return Better(from, Settle(whole));
    }

    /// <summary>Climbs in one discrete dimension after the other.</summary>
    private bool Move(ref (double[] Point, double Score) best)
    {
        bool hasMoved = false;
        for (int d = 0; d < _distributions.Length; d++)
        {
            if (double.IsNaN(best.Point[d]) || double.IsInfinity(_distributions[d].Count)) continue;
            foreach (double unit in Alternatives(d, best.Point[d]))
            {
                if (double.IsNaN(best.Point[d])) break;
                double[] point = [.. best.Point];
                point[d] = unit;
                (double[] Point, double Score) next = Better(best, Settle(point));
                if (next.Point == best.Point) continue;
                (best, hasMoved) = (next, true);
            }
        }
        return hasMoved;
    }

    private double[] Alternatives(int dimension, double unit)
    {
        double count = _distributions[dimension].Count;
        if (_space.Dimensions[dimension].IsCategorical || count <= 2 * FewValues)
        {
            // Of very many choices a part, another one each time.
            int some = (int)Math.Min(count, MostChoices);
            double place = count > MostChoices ? _random.Uniform() : 0.5;
            return [.. Enumerable.Range(0, some).Select(i => (i + place) / some).Where(u => Math.Abs(Snap(dimension, u) - unit) > 1e-9)];
        }
        return [.. s_moves.Append(-1 / count).Append(1 / count).Select(move => Snap(dimension, Math.Clamp(unit + move, 0, 1))).Where(u => Math.Abs(u - unit) > 1e-9).Distinct()];
    }

    private (double[] Point, double Score) Better((double[] Point, double Score) known, double[] point)
    {
        double score = _acquisition.Evaluate(point);
        return score > known.Score ? (point, score) : known;
    }

    /// <summary>Makes a point one that the objective may ask for: active where it should be, and on the grids.</summary>
    private double[] Settle(double[] point)
    {
        _space.Complete(point, _ => _random.Uniform());
        for (int d = 0; d < point.Length; d++)
            if (!double.IsNaN(point[d])) point[d] = Snap(d, point[d]);
        return point;
    }

    private double Snap(int dimension, double unit) => double.IsInfinity(_distributions[dimension].Count) ? unit : _distributions[dimension].ToUnit(_distributions[dimension].FromUnit(unit));
}
