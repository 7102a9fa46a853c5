using System.Numerics;
using System.Numerics.Tensors;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The joint density of several parameters: each trial is a product of kernels, one for each parameter. So it knows which values were
/// good together. All kernels of a parameter are equally wide, by Scott's rule (1992) from the spread of the trials, as in BOHB (Falkner
/// et al. 2018): as the good trials draw together, so do the proposals.
/// </summary>
internal sealed class JointMixture : KernelMixture
{
    // The factor of the normal reference rule for kernel densities.
    private const double Scott = 1.06;

    // Up to so many cells masses are looked up in a table of cell by cell; with more, in one over evenly spaced means.
    private const int MostCells = 256;

    private readonly Axis[] _axes;
    private readonly double[][] _observed;
    private readonly double[] _runningSums, _base;
    private readonly double[] _smooth;         // the means of the axes that have a density, one axis after the other
    private readonly int[] _smoothAxes;
    private readonly int[][] _cells;           // for the other axes, which cell each trial is in
    private readonly Dictionary<(int Axis, int Cell), double[]> _tables = [];
    private readonly double[] _scratch;
    private readonly double[] _deviations;
    private readonly double _share, _logTotal, _logPrior;
    private readonly int _count;

    public JointMixture(Axis[] axes, double[][] observed, double[] weights, double priorWeight)
    {
        (_axes, _observed, _count) = (axes, observed, weights.Length);
        _runningSums = RunningSums(weights, priorWeight);
        _logTotal = Math.Log(_runningSums[^1]);
        _deviations = Deviations(observed, weights, priorWeight);
        _share = priorWeight / (_count + 1);
        _logPrior = Math.Log(priorWeight);
        _cells = new int[axes.Length][];
        _scratch = new double[_count];
        _base = new double[_count];
        TensorPrimitives.Log(weights, _base);

        _smoothAxes = [.. Enumerable.Range(0, axes.Length).Where(IsSmooth)];
        _smooth = new double[_smoothAxes.Length * _count];
        for (int s = 0; s < _smoothAxes.Length; s++)
            TensorPrimitives.Divide(observed[_smoothAxes[s]], _deviations[_smoothAxes[s]], _smooth.AsSpan(s * _count, _count));
        for (int a = 0; a < axes.Length; a++)
        {
            if (axes[a].IsCategorical || HasCells(a)) _cells[a] = [.. observed[a].Select(axes[a].Index)];
            if (!axes[a].IsCategorical) TakeMassInside(observed[a], _deviations[a]);
        }
    }

    // The spread of the trials, the prior's mean being one of them, narrowed by how many there are; unequal weights count as fewer trials.
    private static double[] Deviations(double[][] observed, double[] weights, double priorWeight)
    {
        double sum = priorWeight, squares = priorWeight * priorWeight;
        foreach (double weight in weights)
        {
            sum += weight;
            squares += weight * weight;
        }
        double rule = Scott * Math.Pow(sum * sum / squares, -1.0 / (observed.Length + 4)), narrowest = NarrowestOf(weights.Length + 1);
        double[] deviations = new double[observed.Length];
        for (int a = 0; a < deviations.Length; a++)
        {
            double mean = (TensorPrimitives.Dot<double>(weights, observed[a]) + priorWeight * 0.5) / sum, variance = priorWeight * (0.5 - mean) * (0.5 - mean);
            for (int k = 0; k < weights.Length; k++) variance += weights[k] * (observed[a][k] - mean) * (observed[a][k] - mean);
            deviations[a] = weights.Length == 0 ? 1 : Math.Clamp(rule * Math.Sqrt(variance / sum), narrowest, 1);
        }
        return deviations;
    }

    private bool HasCells(int axis) => _axes[axis].Cells <= MostCells && _axes[axis].WidestCell > FineCell * _deviations[axis];

    private bool IsSmooth(int axis) => !_axes[axis].IsCategorical && _axes[axis].WidestCell <= FineCell * _deviations[axis];

    public override void Sample(SplitMix random, Span<double> point)
    {
        int kernel = random.Index(_runningSums);
        for (int a = 0; a < _axes.Length; a++)
        {
            Axis axis = _axes[a];
            if (axis.IsCategorical)
            {
                bool isOwn = kernel < _count && random.Uniform() * (1 + axis.Choices * _share) < 1;
                point[a] = isOwn ? _observed[a][kernel] : axis.Middle((int)(random.Uniform() * axis.Choices));
            }
            else point[a] = axis.Snap(kernel < _count ? random.TruncatedNormal(_observed[a][kernel], _deviations[a]) : random.TruncatedNormal(0.5, 1));
        }
    }

    public override double LogDensity(ReadOnlySpan<double> point)
    {
        double constant = AddSmooth(point), prior = _logPrior;
        for (int a = 0; a < _axes.Length; a++)
        {
            prior += LogPrior(_axes[a], point[a]);
            if (_cells[a] is { } cells) AddTable(Table(a, _axes[a].Index(point[a])), cells);
            else if (!IsSmooth(a)) AddCell(a, point[a], ref constant);
        }
        if (_count == 0) return prior - _logTotal;
        double highest = TensorPrimitives.Max<double>(_scratch);
        double top = Math.Max(highest + constant, prior);
        TensorPrimitives.Add(_scratch, constant - top, _scratch);
        TensorPrimitives.Exp(_scratch, _scratch);
        return top + Math.Log(TensorPrimitives.Sum<double>(_scratch) + Math.Exp(prior - top)) - _logTotal;
    }

    private static double LogPrior(Axis axis, double unit)
    {
        if (axis.IsCategorical) return -Math.Log(axis.Choices);
        double inside = MassInside(0.5, 1);
        if (!axis.IsDiscrete) return -0.5 * (unit - 0.5) * (unit - 0.5) - s_logRootOfTwoPi - Math.Log(inside);
        (double low, double high) = axis.Cell(unit);
        return Math.Log(NormalDistribution.Between(low - 0.5, high - 0.5) / inside);
    }

    // Fills the scratch with the logarithm of each kernel; what is the same for all is returned.
    private double AddSmooth(ReadOnlySpan<double> point)
    {
        double constant = 0;
        Span<double> scaled = stackalloc double[_smoothAxes.Length];
        for (int s = 0; s < scaled.Length; s++)
        {
            int a = _smoothAxes[s];
            scaled[s] = point[a] / _deviations[a];
            constant -= s_logRootOfTwoPi + Math.Log(_deviations[a]);
            if (_axes[a].IsDiscrete && _axes[a].Cell(point[a]) is var (low, high)) constant += Math.Log(high - low);
        }
        int k = 0, lanes = Vector<double>.Count;
        for (; k <= _count - lanes; k += lanes)
        {
            Vector<double> squares = Vector<double>.Zero;
            for (int s = 0; s < _smoothAxes.Length; s++)
            {
                Vector<double> gap = new Vector<double>(_smooth, s * _count + k) - new Vector<double>(scaled[s]);
                squares += gap * gap;
            }
            (squares * -0.5 + new Vector<double>(_base, k)).CopyTo(_scratch, k);
        }
        for (; k < _count; k++)
        {
            double squares = 0;
            for (int s = 0; s < _smoothAxes.Length; s++)
            {
                double gap = _smooth[s * _count + k] - scaled[s];
                squares += gap * gap;
            }
            _scratch[k] = squares * -0.5 + _base[k];
        }
        return constant;
    }

    private void AddTable(double[] table, int[] cells)
    {
        for (int k = 0; k < cells.Length; k++) _scratch[k] += table[cells[k]];
    }

    // A cell of an axis with very many: the small ones have a density, and the large ones of a logarithmic axis a mass each.
    private void AddCell(int a, double unit, ref double constant)
    {
        (double low, double high) = _axes[a].Cell(unit);
        double[] observed = _observed[a];
        double deviation = _deviations[a];
        if (high - low <= FineCell * deviation)
        {
            constant += Math.Log((high - low) / deviation) - s_logRootOfTwoPi;
            double perSquare = -0.5 / (deviation * deviation);
            for (int k = 0; k < observed.Length; k++) _scratch[k] += (observed[k] - unit) * (observed[k] - unit) * perSquare;
            return;
        }
        double[] table = Table(a, _axes[a].Index(unit));
        for (int k = 0; k < observed.Length; k++) _scratch[k] += Interpolate(table, observed[k]);
    }

    // The logarithm of the mass that kernels have in a cell: for each cell as the kernel's mean, else for means from 0 to 1.
    private double[] Table(int a, int cell)
    {
        if (_tables.TryGetValue((a, cell), out double[]? table)) return table;
        Axis axis = _axes[a];
        if (axis.IsCategorical)
        {
            table = new double[axis.Choices];
            Array.Fill(table, Math.Log(_share / (1 + axis.Choices * _share)));
            table[cell] = Math.Log((1 + _share) / (1 + axis.Choices * _share));
        }
        else
        {
            (double low, double high) = axis.Cell(axis.Middle(cell));
            bool hasCells = HasCells(a);
            table = new double[hasCells ? (int)axis.Cells : MostCells + 1];
            for (int i = 0; i < table.Length; i++)
            {
                double mean = hasCells ? axis.Middle(i) : (double)i / MostCells;
                table[i] = Math.Log(NormalDistribution.Between((low - mean) / _deviations[a], (high - mean) / _deviations[a]) + LeastMass);
            }
        }
        _tables.Add((a, cell), table);
        return table;
    }

    // All kernels of an axis have the same width, so that what the truncation leaves of one is a function of its mean.
    private void TakeMassInside(double[] observed, double deviation)
    {
        if (_count <= MostCells)
        {
            for (int k = 0; k < observed.Length; k++) _base[k] -= Math.Log(MassInside(observed[k], deviation));
            return;
        }
        double[] table = new double[MostCells + 1];
        for (int i = 0; i < table.Length; i++) table[i] = Math.Log(MassInside((double)i / MostCells, deviation));
        for (int k = 0; k < observed.Length; k++) _base[k] -= Interpolate(table, observed[k]);
    }

    private static double Interpolate(double[] table, double mean)
    {
        double place = mean * MostCells;
        int i = Math.Min((int)place, MostCells - 1);
        return double.Lerp(table[i], table[i + 1], place - i);
    }
}
