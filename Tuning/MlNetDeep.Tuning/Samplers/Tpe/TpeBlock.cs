namespace MlNetDeep.Tuning;

/// <summary>Parameters that are proposed together: their densities among good and bad trials, and the candidates drawn last, best first.</summary>
internal sealed class TpeBlock
{
    private readonly int[] _dimensions;
    private readonly KernelMixture _good, _bad;
    private readonly double[][] _candidates;
    private readonly double[] _losses;

    /// <param name="dimensions">The parameters, as dimensions of the space.</param>
    /// <param name="columns">For each parameter its axis and where all rows lie on it, NaN for those that lack it.</param>
    /// <param name="split">Good and bad rows.</param>
    /// <param name="running">Where the trials that run lie on the axes; they count as bad.</param>
    /// <param name="options">How many candidates, and the weight of the prior.</param>
    public TpeBlock(int[] dimensions, (Axis Axis, ReadOnlyMemory<double> Places)[] columns, TpeSplit split, double[][] running, TpeOptions options)
    {
        _dimensions = dimensions;
        Axis[] axes = Array.ConvertAll(columns, column => column.Axis);
        (double[][] goodPlaces, int[] kept) = Gather(columns, split.Good, []);
        (double[][] badPlaces, _) = Gather(columns, split.Bad, Array.FindAll(running, point => !Array.Exists(point, double.IsNaN)));
        _good = KernelMixture.Create(axes, goodPlaces, Array.ConvertAll(kept, i => split.GoodWeights[i]), options.PriorWeight);
        _bad = KernelMixture.Create(axes, badPlaces, TpeSplit.WeightsByAge(badPlaces[0].Length), options.PriorWeight);
        _losses = new double[options.Candidates];
        _candidates = new double[options.Candidates][];
        for (int i = 0; i < _candidates.Length; i++) _candidates[i] = new double[columns.Length];
    }

    /// <summary>The number of candidates.</summary>
    public int Candidates => _candidates.Length;

    /// <summary>Draws candidates from the density of the good trials and orders them by how much likelier they are there than among the others.</summary>
    public void Draw(ref RandomStream random)
    {
        for (int i = 0; i < _candidates.Length; i++)
        {
            _good.Sample(ref random, _candidates[i]);
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

    // The places of those rows that have all the parameters, and of further points; and which of the rows these are.
    private static (double[][] Places, int[] Kept) Gather((Axis Axis, ReadOnlyMemory<double> Places)[] columns, int[] rows, double[][] points)
    {
        int[] kept = new int[rows.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = i;
        int count = rows.Length;
        foreach ((_, ReadOnlyMemory<double> column) in columns)
        {
            ReadOnlySpan<double> places = column.Span;
            int left = 0;
            for (int k = 0; k < count; k++)
                if (!double.IsNaN(places[rows[kept[k]]])) kept[left++] = kept[k];
            count = left;
        }
        Array.Resize(ref kept, count);
        var gathered = new double[columns.Length][];
        for (int a = 0; a < columns.Length; a++)
        {
            ReadOnlySpan<double> places = columns[a].Places.Span;
            double[] own = gathered[a] = new double[count + points.Length];
            for (int k = 0; k < count; k++) own[k] = places[rows[kept[k]]];
            for (int p = 0; p < points.Length; p++) own[count + p] = points[p][a];
        }
        return (gathered, kept);
    }
}
