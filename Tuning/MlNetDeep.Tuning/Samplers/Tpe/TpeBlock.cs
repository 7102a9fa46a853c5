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
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="axes">The parameters.</param>
    /// <param name="columns">For each parameter, the places of all rows.</param>
    /// <param name="split">Good and bad rows.</param>
    /// <param name="running">The points of trials that run, which count as bad; by dimension.</param>
    /// <param name="options">How many candidates, and the weight of the prior.</param>
    /// <param name="random">Random numbers.</param>
    public static TpeBlock Draw(int[] dimensions, Axis[] axes, Func<int, ReadOnlyMemory<double>> columns, TpeSplit split, IReadOnlyList<double[]> running, TpeOptions options, ref RandomStream random)
    {
        ReadOnlyMemory<double>[] places = [.. dimensions.Select(columns)];
        (double[][] goodPlaces, int[] kept) = Gather(places, split.Good, []);
        double[] goodWeights = split.GoodWeights is { } given ? [.. kept.Select(i => given[i])] : TpeSplit.WeightsByAge(kept.Length);
        (double[][] badPlaces, _) = Gather(places, split.Bad, [.. running.Select(point => Array.ConvertAll(dimensions, d => point[d])).Where(point => !Array.Exists(point, double.IsNaN))]);
        KernelMixture good = KernelMixture.Create(axes, goodPlaces, goodWeights, options.PriorWeight);
        KernelMixture bad = KernelMixture.Create(axes, badPlaces, TpeSplit.WeightsByAge(badPlaces[0].Length), options.PriorWeight);

        var candidates = new double[options.Candidates][];
        double[] losses = new double[options.Candidates];
        for (int i = 0; i < candidates.Length; i++)
        {
            double[] candidate = candidates[i] = new double[dimensions.Length];
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
    private static (double[][] Places, int[] Kept) Gather(ReadOnlyMemory<double>[] columns, int[] rows, double[][] points)
    {
        int[] kept = new int[rows.Length];
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            bool isWhole = true;
            foreach (ReadOnlyMemory<double> column in columns) isWhole &= !double.IsNaN(column.Span[rows[i]]);
            if (isWhole) kept[count++] = i;
        }
        Array.Resize(ref kept, count);
        var places = new double[columns.Length][];
        for (int a = 0; a < columns.Length; a++)
        {
            ReadOnlySpan<double> column = columns[a].Span;
            double[] gathered = places[a] = new double[count + points.Length];
            for (int k = 0; k < count; k++) gathered[k] = column[rows[kept[k]]];
            for (int p = 0; p < points.Length; p++) gathered[count + p] = points[p][a];
        }
        return (places, kept);
    }
}
