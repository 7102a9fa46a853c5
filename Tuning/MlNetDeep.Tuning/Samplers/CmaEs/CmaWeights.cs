namespace MlNetDeep.Tuning;

/// <summary>The weights of the ranks and the learning rates (Hansen, "The CMA Evolution Strategy: A Tutorial", 2016, table 1).</summary>
internal sealed class CmaWeights
{
    public CmaWeights(int dimensions, int population, bool separable)
    {
        double n = dimensions;
        int parents = Math.Max(1, population / 2);
        double[] raw = [.. Enumerable.Range(1, population).Select(i => Math.Log((population + 1) / 2.0) - Math.Log(i))];
        if (population == 1) raw = [1];
        double positive = raw[..parents].Sum(), negative = -raw[parents..].Sum();
        ParentsEffective = positive * positive / raw[..parents].Sum(w => w * w);
        double squares = raw[parents..].Sum(w => w * w), negativeEffective = squares > 0 ? negative * negative / squares : 0;

        StepPath = (ParentsEffective + 2) / (n + ParentsEffective + 5);
        Damping = 1 + 2 * Math.Max(0, Math.Sqrt((ParentsEffective - 1) / (n + 1)) - 1) + StepPath;
        CovariancePath = (4 + ParentsEffective / n) / (n + 4 + 2 * ParentsEffective / n);
        // A diagonal has fewer numbers to learn, so each may be learnt faster.
        double speed = separable ? (n + 2) / 3 : 1;
        RankOne = Math.Min(0.5, speed * 2 / ((n + 1.3) * (n + 1.3) + ParentsEffective));
        RankMany = Math.Min(1 - RankOne, speed * 2 * (0.25 + ParentsEffective + 1 / ParentsEffective - 2) / ((n + 2) * (n + 2) + ParentsEffective));
        double scale = Math.Min(1 + RankOne / RankMany, Math.Min(1 + 2 * negativeEffective / (ParentsEffective + 2), (1 - RankOne - RankMany) / (n * RankMany)));
        Ranks = [.. raw.Select((w, i) => i < parents ? w / positive : negative > 0 ? Math.Max(0, scale) * w / negative : 0)];
        Parents = parents;
    }

    public double[] Ranks { get; }

    public int Parents { get; }

    public double ParentsEffective { get; }

    public double StepPath { get; }

    public double Damping { get; }

    public double CovariancePath { get; }

    public double RankOne { get; }

    public double RankMany { get; }
}
