namespace MlNetDeep.Tuning;

/// <summary>
/// Ends a search when the best value has not improved for a number of trials. Give it to <see cref="StudyOptions.Observers"/>.
/// </summary>
public sealed class StagnationTerminator : IStudyObserver
{
    private readonly int _trials;
    private readonly double _minImprovement;

    /// <summary>Creates the terminator.</summary>
    /// <param name="trials">How many complete or pruned trials in a row may bring no improvement; at least 1.</param>
    /// <param name="minImprovement">By how much a value must be better than the best one to count as an improvement; at least 0, the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public StagnationTerminator(int trials, double minImprovement = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        if (!(minImprovement >= 0)) throw new ArgumentOutOfRangeException(nameof(minImprovement), minImprovement, FormattableString.Invariant($"an improvement is at least 0, not {minImprovement}"));
        (_trials, _minImprovement) = (trials, minImprovement);
    }

    /// <summary>How many complete or pruned trials have ended since the last improvement; all of them while no trial is complete.</summary>
    /// <param name="study">A study with one objective.</param>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public int TrialsSinceImprovement(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (study.Directions.Count > 1) throw new InvalidOperationException($"a {nameof(StagnationTerminator)} watches one objective, but study '{study.Name}' has {study.Directions.Count}");
        Observations observations = study.History().Observations;
        ReadOnlySpan<double> losses = observations.Losses();
        double best = double.PositiveInfinity;
        int last = -1;
        for (int row = 0; row < observations.Count; row++)
        {
            bool counts = observations.Steps[row] == Observations.CompleteStep && observations.Violations[row] == 0;
            if (counts && (best - losses[row] > _minImprovement || last < 0)) (best, last) = (losses[row], row);
        }
        return observations.Count - 1 - last;
    }

    /// <inheritdoc/>
    public void TrialFinished(Study study, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.State is not (TrialState.Complete or TrialState.Pruned)) return;
        int since = TrialsSinceImprovement(study);
        if (since >= _trials && study.TryStop()) study.Inform(FormattableString.Invariant($"{nameof(StagnationTerminator)}: no improvement in the last {since} trials; the search ends"));
    }
}
