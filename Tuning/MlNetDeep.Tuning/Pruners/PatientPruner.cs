namespace MlNetDeep.Tuning;

/// <summary>
/// Holds another pruner back while a trial improves: it may stop the trial only after several reports of which none was better than
/// the best before them. Without another pruner it stops the trial then.
/// </summary>
public sealed class PatientPruner : IPruner
{
    private readonly IPruner? _pruner;
    private readonly int _patience;
    private readonly double _minDelta;

    /// <summary>Creates the pruner.</summary>
    /// <param name="pruner">The pruner to hold back; null to stop whatever has ceased to improve.</param>
    /// <param name="patience">How many reports without improvement to bear, at least 1.</param>
    /// <param name="minDelta">By how much more than this a report must be better to count; at least 0, the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public PatientPruner(IPruner? pruner, int patience, double minDelta = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        if (!(minDelta >= 0)) throw new ArgumentOutOfRangeException(nameof(minDelta), minDelta, FormattableString.Invariant($"minDelta must be at least 0, but is {minDelta}"));
        (_pruner, _patience, _minDelta) = (pruner, patience, minDelta);
    }

    /// <inheritdoc/>
    public bool PausesTrials => _pruner?.PausesTrials ?? false;

    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        return Curve.EveryObjective(history, (objective, direction) => HasCeased(trial, objective, direction)) && (_pruner?.ShouldPrune(history, trial) ?? true);
    }

    /// <inheritdoc/>
    public int? Promote(StudyHistory history) => _pruner?.Promote(history);

    private bool HasCeased(TrialRecord trial, int objective, Direction direction)
    {
        (int Step, double Loss)[] curve = Curve.Of(trial, trial.ExecutionValues.Length, objective, direction);
        if (curve.Length <= _patience) return false;
        double before = Curve.Best(curve[..^_patience].Select(report => report.Loss)), since = Curve.Best(curve[^_patience..].Select(report => report.Loss));
        if (double.IsNaN(before)) return double.IsNaN(since);
        return !(since < before - _minDelta);
    }
}
