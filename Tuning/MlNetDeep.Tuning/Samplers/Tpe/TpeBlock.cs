namespace MlNetDeep.Tuning;

/// <summary>Parameters that are proposed together: the candidates drawn for them, best first.</summary>
internal sealed class TpeBlock
{
    private TpeBlock(int[] dimensions, double[][] candidates, double[] scores) => (Dimensions, Candidates, Scores) = (dimensions, candidates, scores);

    /// <summary>The parameters, as dimensions of the space.</summary>
    public int[] Dimensions { get; }

    /// <summary>The candidates, the best first.</summary>
    public double[][] Candidates { get; }

    /// <summary>The logarithm of good density over bad density, for each candidate.</summary>
    public double[] Scores { get; }

    /// <summary>Draws candidates from the density of the good trials and orders them by how much likelier they are there than among the others.</summary>
    /// <param name="dimensions">The parameters, as dimensions of the space.</param>
    /// <param name="columns">For each parameter its axis and where all rows lie on it, NaN for those that lack it.</param>
    /// <param name="split">Good and bad rows.</param>
    /// <param name="running">Where the trials that run lie on the axes; they count as bad.</param>
    /// <param name="options">How many candidates, and the weight of the prior.</param>
    /// <param name="random">Random numbers.</param>
    public static TpeBlock Draw(int[] dimensions, (Axis Axis, ReadOnlyMemory<double> Places)[] columns, TpeSplit split, double[][] running, TpeOptions options, ref RandomStream random)
    {
        Axis[] axes = Array.ConvertAll(columns, column => column.Axis);
        (double[][] goodPlaces, int[] kept) = Gather(columns, split.Good, []);
        double[] goodWeights = Array.ConvertAll(kept, i => split.GoodWeights[i]);
        (double[][] badPlaces, _) = Gather(columns, split.Bad, Array.FindAll(running, point => !Array.Exists(point, double.IsNaN)));
        KernelMixture good = KernelMixture.Create(axes, goodPlaces, goodWeights, options.PriorWeight);
        KernelMixture bad = KernelMixture.Create(axes, badPlaces, TpeSplit.WeightsByAge(badPlaces[0].Length), options.PriorWeight);

        var candidates = new double[options.Candidates][];
        double[] losses = new double[options.Candidates];
        for (int i = 0; i < candidates.Length; i++)
        {
            double[] candidate = candidates[i] = new double[columns.Length];
            good.Sample(ref random, candidate);
            losses[i] = bad.LogDensity(candidate) - good.LogDensity(candidate);
        }
        Array.Sort(losses, candidates);
        return new TpeBlock(dimensions, candidates, Array.ConvertAll(losses, loss => -loss));
    }

    /// <summary>Writes a candidate into a point of the space.</summary>
    /// <param name="rank">Which candidate, 0 for the best.</param>
    /// <param name="point">The point; it is changed.</param>
    public void Place(int rank, double[] point)
    {
        for (int i = 0; i < Dimensions.Length; i++) point[Dimensions[i]] = Candidates[rank][i];
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
