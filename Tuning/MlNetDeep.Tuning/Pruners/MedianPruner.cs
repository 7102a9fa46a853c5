namespace MlNetDeep.Tuning;

/// <summary>
/// Stops a trial whose best report so far is worse than the median of what the completed trials reported at the same step
/// (Golovin et al. 2017, "Google Vizier", section 3.5.2; the rule of Optuna's pruner of this name).
/// </summary>
/// <remarks>A <see cref="PercentilePruner"/> that keeps the better half.</remarks>
public sealed class MedianPruner : IPruner
{
    private readonly PercentilePruner _half;

    /// <summary>Creates the pruner.</summary>
    /// <param name="startupTrials">Stop nothing until this many trials are complete; at least 0.</param>
    /// <param name="warmupSteps">Stop nothing before this step; at least 0.</param>
    /// <param name="interval">After the warm-up, decide only every so many steps (at the first report of each interval); at least 1.</param>
    /// <param name="minTrials">Decide only at steps that so many completed trials reported; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public MedianPruner(int startupTrials = 5, int warmupSteps = 0, int interval = 1, int minTrials = 1) =>
        _half = new PercentilePruner(50, startupTrials, warmupSteps, interval, minTrials);

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial) => _half.ShouldPrune(history, trial);
}
