namespace MlNetDeep.Tuning;

/// <summary>The trials divided into the good ones, whose density proposes, and the others, whose density is avoided. Rows of the observations, in their order.</summary>
internal sealed class TpeSplit
{
    private const int MostGood = 25, Recent = 25;
    private const double GoodShare = 0.1;

    private TpeSplit(int[] good, double[]? goodWeights, int[] bad) => (Good, GoodWeights, Bad) = (good, goodWeights, bad);

    public int[] Good { get; }

    /// <summary>The weights of the good rows where they are no matter of age; null otherwise.</summary>
    public double[]? GoodWeights { get; }

    public int[] Bad { get; }

    public static TpeSplit Of(Observations observations, int objectives)
    {
        int count = TpeOptions.X("SQ",0) > 0 ? (int)Math.Ceiling(TpeOptions.X("SQ",0)*Math.Sqrt(observations.Count)) : (int)Math.Min(Math.Ceiling(TpeOptions.X("G", GoodShare) * observations.Count), MostGood);
        double[]? weights = null;
        int[] good;
        if (objectives > 1) (good, weights) = ParetoSplit.Of(observations, objectives, count);
        else Array.Sort(good = observations.Best(count));
        int[] bad = new int[observations.Count - good.Length];
        for (int row = 0, g = 0, b = 0; row < observations.Count; row++)
        {
            if (g < good.Length && good[g] == row) g++;
            else bad[b++] = row;
        }
        return new TpeSplit(good, weights, bad);
    }

    /// <summary>Weights by age: the latest trials count fully, the earlier ones the less the older (as hyperopt and Optuna do).</summary>
    public static double[] WeightsByAge(int count)
    {
        double[] weights = new double[count];
        int old = count - Recent;
        for (int i = 0; i < count; i++) weights[i] = i >= old ? 1 : old == 1 ? 1.0 / count : 1.0 / count + (1 - 1.0 / count) * i / (old - 1);
        return weights;
    }
}
