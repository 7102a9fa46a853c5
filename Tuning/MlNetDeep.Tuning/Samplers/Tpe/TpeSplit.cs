namespace MlNetDeep.Tuning;

/// <summary>The trials divided into the good ones, whose density proposes, and the others, whose density is avoided. Rows of the observations, in their order.</summary>
internal sealed class TpeSplit
{
    private const int MostGood = 25, Recent = 25;

    private TpeSplit(int[] good, double[] goodWeights, int[] bad) => (Good, GoodWeights, Bad) = (good, goodWeights, bad);

    public int[] Good { get; }

    /// <summary>The weights of the good rows.</summary>
    public double[] GoodWeights { get; }

    public int[] Bad { get; }

    /// <param name="observations">All trials that have ended.</param>
    /// <param name="objectives">The number of objectives.</param>
    /// <param name="share">Which part of them is good.</param>
    public static TpeSplit Of(Observations observations, int objectives, double share)
    {
        int count = (int)Math.Min(Math.Ceiling(share * observations.Count), MostGood);
        int[] good;
        double[] weights;
        if (objectives > 1) (good, weights) = ParetoSplit.Of(observations, objectives, count);
        else
        {
            good = observations.Best(count);
            weights = WeightsByRank(good.Length);
            Array.Sort(good, weights);
        }
        int[] bad = new int[observations.Count - good.Length];
        for (int row = 0, g = 0, b = 0; row < observations.Count; row++)
        {
            if (g < good.Length && good[g] == row) g++;
            else bad[b++] = row;
        }
        return new TpeSplit(good, weights, bad);
    }

    /// <summary>
    /// Weights from the best trial on, of 1 on average: the better, the more, as recombination weighs in evolution strategies (Hansen,
    /// "The CMA Evolution Strategy: A Tutorial", 2016). With equal weights, as TPE was published, the search of most functions is slower.
    /// </summary>
    public static double[] WeightsByRank(int count)
    {
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) sum += weights[i] = Math.Log((count + 0.5) / (i + 1));
        for (int i = 0; i < count; i++) weights[i] *= count / sum;
        return weights;
    }

    /// <summary>Weights by age: the latest trials count fully, the earlier ones the less the older (Bergstra et al. 2013).</summary>
    public static double[] WeightsByAge(int count)
    {
        double[] weights = new double[count];
        int old = count - Recent;
        for (int i = 0; i < count; i++) weights[i] = i >= old ? 1 : old == 1 ? 1.0 / count : 1.0 / count + (1 - 1.0 / count) * i / (old - 1);
        return weights;
    }
}
