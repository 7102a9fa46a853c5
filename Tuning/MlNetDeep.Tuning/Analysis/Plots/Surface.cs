namespace MlNetDeep.Tuning;

/// <summary>
/// Values at scattered places of the unit square as a smooth surface on a grid: the mean of the values nearby, weighted by a Gaussian of
/// their distance (Nadaraya 1964, Watson 1964), unknown where all are far away.
/// </summary>
internal sealed class Surface
{
    public const int UsualCells = 28;

    private const double Spread = 0.29, Narrowest = 0.05, Reach = 2.5;   // the standard deviation of uniform numbers of [0, 1] is 0.29

    private readonly double[,] _values;

    public Surface(double[] x, double[] y, double[] values, int columns, int rows)
    {
        (Columns, Rows, _values) = (columns, rows, new double[columns, rows]);
        // Scott's rule (1992) for two dimensions.
        double width = Math.Max(Narrowest, Spread * Math.Pow(Math.Max(1, values.Length), -1.0 / 6));
        for (int i = 0; i < columns; i++)
            for (int j = 0; j < rows; j++) _values[i, j] = Estimate(x, y, values, (i + 0.5) / columns, (j + 0.5) / rows, width, columns < UsualCells, rows < UsualCells);
    }

    public int Columns { get; }

    public int Rows { get; }

    public double this[int column, int row] => _values[column, row];

    public IEnumerable<double> Known => _values.Cast<double>().Where(value => !double.IsNaN(value));

    /// <summary>The pieces of the line on which the surface has a value (marching squares; Lorensen and Cline 1987), between the middles of cells.</summary>
    public IEnumerable<((double X, double Y) From, (double X, double Y) To)> LevelLine(double level)
    {
        for (int i = 0; i + 1 < Columns; i++)
        {
            for (int j = 0; j + 1 < Rows; j++)
            {
                (int I, int J)[] corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
                if (corners.Any(corner => double.IsNaN(_values[corner.I, corner.J]))) continue;
                var crossings = new List<(double X, double Y)>();
                for (int k = 0; k < 4; k++)
                {
                    (int I, int J) a = corners[k], b = corners[(k + 1) % 4];
                    double from = _values[a.I, a.J], to = _values[b.I, b.J];
                    if (from < level == to < level) continue;
                    double share = (level - from) / (to - from);
                    crossings.Add(((a.I + share * (b.I - a.I) + 0.5) / Columns, (a.J + share * (b.J - a.J) + 0.5) / Rows));
                }
                for (int k = 0; k + 1 < crossings.Count; k += 2) yield return (crossings[k], crossings[k + 1]);
            }
        }
    }

    // The cells of choices are not near each other: only trials with the same one count.
    private static double Estimate(double[] x, double[] y, double[] values, double atX, double atY, double width, bool isChoiceX, bool isChoiceY)
    {
        double sum = 0, weights = 0, nearest = double.PositiveInfinity;
        for (int k = 0; k < values.Length; k++)
        {
            double dx = x[k] - atX, dy = y[k] - atY;
            if ((isChoiceX && Math.Abs(dx) > 1e-9) || (isChoiceY && Math.Abs(dy) > 1e-9)) continue;
            double distance = (dx * dx + dy * dy) / (width * width), weight = Math.Exp(-distance / 2);
            nearest = Math.Min(nearest, distance);
            sum += weight * values[k];
            weights += weight;
        }
        return nearest <= Reach * Reach ? sum / weights : double.NaN;
    }
}
