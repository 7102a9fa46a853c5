namespace MlNetDeep.Tuning;

/// <summary>temporarily</summary>
internal static class ParetoSplit
{
    public static int[] Best(Observations o, int objectives, int count) => o.Best(count);
    public static double[] Weights(Observations o, int objectives, int[] rows) => [.. rows.Select(_ => 1.0)];
}
