using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>Parameters that are proposed together: their densities among good and bad trials, and the candidates drawn last, best first.</summary>
internal sealed class TpeBlock
{
    private readonly int[] _dimensions;
    private readonly KernelMixture _good, _bad;
    private readonly double[][] _candidates;
    private readonly double[] _losses;

    /// <param name="dimensions">The parameters, as dimensions of the space.</param>
    /// <param name="columns">The same parameters in the trials; those that run count as bad.</param>
    /// <param name="split">Good and bad rows.</param>
    /// <param name="options">How many candidates, and the weight of the prior.</param>
    public TpeBlock(int[] dimensions, TpeColumn[] columns, TpeSplit split, TpeOptions options)
    {
        _dimensions = dimensions;
        Axis[] axes = Array.ConvertAll(columns, column => column.Axis);
        int[] running = [.. Enumerable.Range(0, columns[0].Running.Length).Where(r => !Array.Exists(columns, column => double.IsNaN(column.Running[r])))];
        (double[][] goodPlaces, int[] kept) = Gather(columns, split.Good, []);
        (double[][] badPlaces, _) = Gather(columns, split.Bad, running);
        _good = KernelMixture.Create(axes, goodPlaces, Array.ConvertAll(kept, i => split.GoodWeights[i]), options.PriorWeight);
        _bad = KernelMixture.Create(axes, badPlaces, TpeSplit.WeightsByAge(badPlaces[0].Length), options.PriorWeight);
        _losses = new double[options.Candidates];
        _candidates = new double[options.Candidates][];
        for (int i = 0; i < _candidates.Length; i++) _candidates[i] = new double[columns.Length];
    }

    /// <summary>The number of candidates.</summary>
    public int Candidates => _candidates.Length;

    /// <summary>Draws candidates from the density of the good trials and orders them by how much likelier they are there than among the others.</summary>
    public void Draw(SplitMix random)
    {
        for (int i = 0; i < _candidates.Length; i++)
        {
            _good.Sample(random, _candidates[i]);
            _losses[i] = _bad.LogDensity(_candidates[i]) - _good.LogDensity(_candidates[i]);
        }
        Array.Sort(_losses, _candidates);
    }

    /// <summary>How much a candidate is worse than the best: the difference of the logarithms of good over bad density.</summary>
    public double Regret(int rank) => _losses[rank] - _losses[0];

    /// <summary>Writes a candidate into a point of the space.</summary>
    /// <param name="rank">Which candidate, 0 for the best.</param>
    /// <param name="point">The point; it is changed.</param>
    public void Place(int rank, double[] point)
    {
        for (int i = 0; i < _dimensions.Length; i++) point[_dimensions[i]] = _candidates[rank][i];
    }

    // The places of those rows that have all the parameters, then of trials that run; and which of the rows these are.
    private static (double[][] Places, int[] Kept) Gather(TpeColumn[] columns, int[] rows, int[] running)
    {
        int[] kept = new int[rows.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = i;
        int count = rows.Length;
        foreach (TpeColumn column in columns)
        {
            ReadOnlySpan<double> places = column.Ended.Span;
            int left = 0;
            for (int k = 0; k < count; k++)
                if (!double.IsNaN(places[rows[kept[k]]])) kept[left++] = kept[k];
            count = left;
        }
        Array.Resize(ref kept, count);
        var gathered = new double[columns.Length][];
        for (int a = 0; a < columns.Length; a++)
        {
            ReadOnlySpan<double> places = columns[a].Ended.Span;
            double[] own = gathered[a] = new double[count + running.Length];
            for (int k = 0; k < count; k++) own[k] = places[rows[kept[k]]];
            for (int r = 0; r < running.Length; r++) own[count + r] = columns[a].Running[running[r]];
        }
        return (gathered, kept);
    }
}
