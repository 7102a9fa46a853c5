namespace MlNetDeep.Tuning;

/// <summary>
/// The first distribution from the trials of another study: the normal distribution nearest to a small one around each of the best
/// points (Nomura, Watanabe, Akimoto, Ozaki and Onishi, "Warm Starting CMA-ES for Hyperparameter Optimization", 2021, section 4).
/// </summary>
internal static class CmaWarmStart
{
    private const double Share = 0.1, Deviation = 0.1;

    public static CmaGaussian? Fit(IReadOnlyList<TrialRecord> trials, SearchFrame frame, Direction direction, bool separable)
    {
        int n = frame.Dimensions.Count;
        TrialRecord[] usable = [.. trials
            .Where(trial => trial.State == TrialState.Complete && trial.IsFeasible && trial.Values.Length > 0 && frame.Dimensions.All(d => trial.Parameters.TryGetValue(d.Name, out ParameterValue value) && value.Distribution.GetType() == d.Distribution.GetType()))
            .OrderBy(trial => direction == Direction.Maximize ? -trial.Values[0] : trial.Values[0]).ThenBy(trial => trial.Number)];
        if (usable.Length == 0) return null;
        double[][] best = [.. usable.Take((int)Math.Ceiling(Share * usable.Length)).Select(trial => frame.Dimensions.Select(d => d.Distribution.ToUnit(trial.Parameters[d.Name].Internal)).ToArray())];
        double[] mean = [.. Enumerable.Range(0, n).Select(d => best.Average(point => point[d]))];
        double[,] covariance = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                covariance[i, j] = (i == j ? Deviation * Deviation : 0) + (separable && i != j ? 0 : best.Average(point => (point[i] - mean[i]) * (point[j] - mean[j])));
        (double[] values, _) = Numerics.JacobiEigen.Decompose(covariance);
        double variance = Math.Exp(values.Average(Math.Log));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) covariance[i, j] /= variance;
        return new CmaGaussian(mean, Math.Sqrt(variance), covariance, separable);
    }
}
