namespace MlNetDeep.Tuning;

/// <summary>Stops a trial whose last report of the first objective is NaN or leaves a range, such as a loss that has exploded.</summary>
public sealed class ThresholdPruner : IPruner
{
    private readonly double _lower, _upper;
    private readonly int _warmupSteps, _interval;

    /// <summary>Creates the pruner.</summary>
    /// <param name="lower">The smallest value to go on with. Default: none.</param>
    /// <param name="upper">The largest value to go on with, at least <paramref name="lower"/>. Default: none.</param>
    /// <param name="warmupSteps">Stop nothing before this step; at least 0.</param>
    /// <param name="interval">After the warm-up, decide only every so many steps (at the first report of each interval); at least 1.</param>
    /// <exception cref="ArgumentException">There is no bound, the bounds are in the wrong order, or a number is too small.</exception>
    public ThresholdPruner(double lower = double.NegativeInfinity, double upper = double.PositiveInfinity, int warmupSteps = 0, int interval = 1)
    {
        if (!(lower <= upper)) throw new ArgumentException(FormattableString.Invariant($"the lower bound {lower} must be at most the upper bound {upper}"), nameof(lower));
        if (double.IsNegativeInfinity(lower) && double.IsPositiveInfinity(upper)) throw new ArgumentException("a threshold needs a lower or an upper bound", nameof(lower));
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        (_lower, _upper, _warmupSteps, _interval) = (lower, upper, warmupSteps, interval);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        (int Step, double Value)[] curve = Curve.Of(trial, trial.ExecutionValues.Length, objective: 0, Direction.Minimize);
        return Curve.IsDue(curve, _warmupSteps, _interval) && !(curve[^1].Value >= _lower && curve[^1].Value <= _upper);
    }
}
