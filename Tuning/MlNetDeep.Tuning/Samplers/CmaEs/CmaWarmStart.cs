using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The first distribution from earlier trials: the normal distribution nearest to a mixture of small ones around the best points
/// (Nomura, Watanabe, Akimoto, Ozaki and Onishi, "Warm Starting CMA-ES for Hyperparameter Optimization", 2021, section 4).
/// </summary>
internal static class CmaWarmStart
{
    private const double Share = 0.1, Deviation = 0.1;

    // With fewer trials of its own study the best tenth is a point or two that chance chose.
    private const int FewestOwn = 30;

    /// <summary>The distribution; null when there is nothing to start from.</summary>
    /// <param name="source">Trials of another study.</param>
    /// <param name="frame">The search, with the earlier trials of its own study.</param>
    /// <param name="separable">Whether to leave out correlations.</param>
    public static CmaGaussian? Fit(IReadOnlyList<TrialRecord> source, SearchFrame frame, bool separable)
    {
        List<(double Loss, double[] Point)> known = [];
        foreach (TrialRecord trial in source)
            if (trial.State == TrialState.Complete && trial.IsFeasible && trial.Values.Length > 0 && Place(trial, frame) is { } point)
                known.Add((frame.Direction == Direction.Maximize ? -trial.Values[0] : trial.Values[0], point));
        if (known.Count == 0)
        {
            known.AddRange(frame.Earlier.Where(member => member.IsConclusive).Select(member => (member.Loss, member.Point)));
            if (known.Count < FewestOwn) return null;
        }
        double[][] best = [.. known.OrderBy(trial => trial.Loss).Take((int)Math.Ceiling(Share * known.Count)).Select(trial => trial.Point)];

        int n = frame.Dimensions.Count;
        double[] mean = [.. Enumerable.Range(0, n).Select(d => best.Average(point => point[d]))];
        double[,] covariance = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                covariance[i, j] = (i == j ? Deviation * Deviation : 0) + (separable && i != j ? 0 : best.Average(point => (point[i] - mean[i]) * (point[j] - mean[j])));
        // The step size is the geometric mean of the axes, so that the matrix has the determinant 1.
        double variance = Math.Exp(JacobiEigen.Decompose(covariance).Values.Average(Math.Log));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) covariance[i, j] /= variance;
        return new CmaGaussian(mean, Math.Sqrt(variance), covariance, separable);
    }

    private static double[]? Place(TrialRecord trial, SearchFrame frame)
    {
        double[] point = new double[frame.Dimensions.Count];
        for (int d = 0; d < point.Length; d++)
        {
            Distribution distribution = frame.Dimensions[d].Distribution;
            if (!trial.Parameters.TryGetValue(frame.Dimensions[d].Name, out ParameterValue value) || value.Distribution.GetType() != distribution.GetType()) return null;
            if (distribution is ChoiceDistribution choices && !choices.Choices.Contains(value.Value, Scalar.Comparer)) return null;
            point[d] = distribution.ToUnit(distribution.ToInternal(value.Value));
        }
        return point;
    }
}
