using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>The reference points of Das and Dennis (1998), and the niching of NSGA-III by them (Deb and Jain 2014).</summary>
internal static class ReferencePoints
{
    /// <summary>All points whose coordinates are multiples of 1 / divisions and sum to 1.</summary>
    public static double[][] Lattice(int objectives, int divisions)
    {
        var points = new List<double[]>();
        int[] parts = new int[objectives];
        void Divide(int objective, int rest)
        {
            if (objective == objectives - 1)
            {
                parts[objective] = rest;
                points.Add([.. parts.Select(part => (double)part / divisions)]);
                return;
            }
            for (parts[objective] = 0; parts[objective] <= rest; parts[objective]++) Divide(objective + 1, rest - parts[objective]);
        }
        Divide(0, divisions);
        return [.. points];
    }

    /// <summary>Fills the places that are left with those of a front that stand for the directions with the fewest so far.</summary>
    /// <param name="chosen">Who has a place already.</param>
    /// <param name="front">Who may have one of the others.</param>
    /// <param name="places">How many there are.</param>
    /// <param name="points">The reference points.</param>
    /// <param name="random">Decides among equals.</param>
    public static List<Individual> Fill(IReadOnlyList<Individual> chosen, IReadOnlyList<Individual> front, int places, double[][] points, SplitMix random)
    {
        Individual[] all = [.. chosen, .. front];
        double[][] normalized = Normalize([.. all.Select(individual => individual.Losses)]);
        (int Point, double Distance)[] nearest = [.. normalized.Select(losses => Nearest(losses, points))];
        int[] niches = new int[points.Length];
        for (int i = 0; i < chosen.Count; i++) niches[nearest[i].Point]++;
        List<int> left = [.. Enumerable.Range(chosen.Count, front.Count)];
        var filled = new List<Individual>();
        while (filled.Count < places)
        {
            int fewest = left.Min(i => niches[nearest[i].Point]);
            int[] candidates = [.. left.Select(i => nearest[i].Point).Where(point => niches[point] == fewest).Distinct().Order()];
            int point = candidates[random.Below(candidates.Length)];
            int[] members = [.. left.Where(i => nearest[i].Point == point)];
            // The first of a direction is the nearest to it, the others are as good as each other.
            int next = fewest == 0 ? members.MinBy(i => nearest[i].Distance) : members[random.Below(members.Length)];
            filled.Add(all[next]);
            left.Remove(next);
            niches[point]++;
        }
        return filled;
    }

    /// <summary>Losses as shares of the distance from the ideal point to the intercepts of the plane through the extreme points.</summary>
    private static double[][] Normalize(double[][] losses)
    {
        int objectives = losses[0].Length;
        double[] ideal = [.. Enumerable.Range(0, objectives).Select(m => losses.Min(row => Finite(row[m])))];
        double[][] shifted = [.. losses.Select(row => row.Select((loss, m) => Finite(loss) - ideal[m]).ToArray())];
        // The extreme point of an axis has the smallest of its largest other coordinate.
        double[][] extremes = [.. Enumerable.Range(0, objectives).Select(axis => shifted.MinBy(row => row.Select((value, m) => m == axis ? value * 1e-6 : value).Max())!)];
        double[]? plane = Solve(extremes);
        double[] widths = new double[objectives];
        for (int m = 0; m < objectives; m++)
        {
            double intercept = plane is null ? double.NaN : 1 / plane[m];
            // Where the extreme points are no plane, the nadir point takes its place.
            widths[m] = intercept > 1e-12 && double.IsFinite(intercept) ? intercept : Math.Max(shifted.Max(row => row[m]), 1e-12);
        }
        return [.. shifted.Select(row => row.Select((value, m) => value / widths[m]).ToArray())];
    }

    private static double Finite(double loss) => Math.Clamp(loss, -1e150, 1e150);

    private static (int Point, double Distance) Nearest(double[] losses, double[][] points)
    {
        (int Point, double Distance) nearest = (0, double.PositiveInfinity);
        for (int p = 0; p < points.Length; p++)
        {
            double along = 0, length = 0, square = 0;
            for (int m = 0; m < losses.Length; m++) (along, length, square) = (along + losses[m] * points[p][m], length + points[p][m] * points[p][m], square + losses[m] * losses[m]);
            double distance = square - along * along / length;
            if (distance < nearest.Distance) nearest = (p, distance);
        }
        return nearest;
    }

    /// <summary>x with A x = 1 by Gaussian elimination; null where A is singular.</summary>
    private static double[]? Solve(double[][] matrix)
    {
        int n = matrix.Length;
        double[][] rows = [.. matrix.Select(row => (double[])[.. row, 1])];
        for (int column = 0; column < n; column++)
        {
            int pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(rows[row][column]));
            if (Math.Abs(rows[pivot][column]) < 1e-10) return null;
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int row = 0; row < n; row++)
            {
                if (row == column) continue;
                double factor = rows[row][column] / rows[column][column];
                for (int k = column; k <= n; k++) rows[row][k] -= factor * rows[column][k];
            }
        }
        return [.. Enumerable.Range(0, n).Select(row => rows[row][n] / rows[row][row])];
    }
}
