namespace MlNetDeep.Tuning;

/// <summary>
/// PED-ANOVA (Watanabe, Bansal and Hutter 2023). The variance over one parameter of the probability to be among the best trials is,
/// up to a factor that all parameters share, the Pearson divergence of its density among them from that among all.
/// </summary>
/// <remarks>
/// A conditional parameter is judged where it is present, by the law of total variance: the divergence there, times the squared share
/// of the best that have it, over the share of all that do. Whether it is present at all is the merit of its parents. Without
/// conditions this is the published formula.
/// </remarks>
internal static class PedAnova
{
    private const int FewestGood = 2;

    public static double[] Of(Observations observations, int objective, double goodShare)
    {
        bool[] isGood = Good(observations, objective, goodShare);
        int good = isGood.Count(flag => flag);
        double[] importance = new double[observations.Columns.Count];
        for (int d = 0; d < importance.Length; d++)
        {
            ParameterColumn column = observations.Columns[d];
            var cells = new ParameterCells(column.Distribution);
            if (cells.Count < 2) continue;
            var all = new List<int>(observations.Count);
            var best = new List<int>(good);
            for (int row = 0; row < observations.Count; row++)
            {
                double unit = column.Units.Span[row];
                if (double.IsNaN(unit)) continue;
                int cell = cells.Of(unit);
                all.Add(cell);
                if (isGood[row]) best.Add(cell);
            }
            if (best.Count == 0) continue;
            double shareOfGood = (double)best.Count / good, share = (double)all.Count / observations.Count;
            importance[d] = shareOfGood * shareOfGood / share * Divergence(cells.Density(best), cells.Density(all));
        }
        return importance;
    }

    public static double Divergence(double[] good, double[] all)
    {
        double sum = 0;
        for (int i = 0; i < all.Length; i++) sum += all[i] * (good[i] / all[i] - 1) * (good[i] / all[i] - 1);
        return sum;
    }

    /// <summary>The rows of the best trials, with all that equal the last of them: an order among equals would be chance.</summary>
    private static bool[] Good(Observations observations, int objective, double share)
    {
        int[] rows = new int[observations.Count];
        for (int i = 0; i < rows.Length; i++) rows[i] = i;
        Comparison<int> compare = (a, b) =>
        {
            int order = observations.Violations[a].CompareTo(observations.Violations[b]);
            if (order == 0) order = observations.Steps[b].CompareTo(observations.Steps[a]);
            return order != 0 ? order : observations.Losses(objective)[a].CompareTo(observations.Losses(objective)[b]);
        };
        Array.Sort(rows, compare);
        int count = Math.Clamp((int)Math.Ceiling(share * rows.Length), Math.Min(FewestGood, rows.Length), rows.Length);
        while (count < rows.Length && compare(rows[count], rows[count - 1]) == 0) count++;
        bool[] isGood = new bool[rows.Length];
        for (int i = 0; i < count; i++) isGood[rows[i]] = true;
        return isGood;
    }
}
