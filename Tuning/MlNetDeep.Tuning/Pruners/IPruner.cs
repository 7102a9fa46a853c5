namespace MlNetDeep.Tuning;

/// <summary>Decides whether a running trial is worth going on. Keeps no state: the decision depends on the history alone.</summary>
public interface IPruner
{
    /// <summary>Called when an objective asks <see cref="Trial.ShouldPrune"/>.</summary>
    /// <param name="history">The study so far.</param>
    /// <param name="trial">
    /// The trial with all its reports; the execution that runs is <c>trial.ExecutionValues.Length</c>, see
    /// <see cref="TrialRecord.GetIntermediateValues"/>.
    /// </param>
    /// <returns>True when the trial should stop.</returns>
    bool ShouldPrune(StudyHistory history, TrialRecord trial);

    /// <summary>
    /// True when trials that it stops become <see cref="TrialState.Paused"/> instead of <see cref="TrialState.Pruned"/>, because
    /// <see cref="Promote"/> may have them go on. False by default.
    /// </summary>
    bool PausesTrials => false;

    /// <summary>
    /// Called before a new trial is sampled: the paused trial that shall go on instead, with its number, parameters and reports.
    /// The objective finds in <see cref="Trial.ResumedAfterStep"/> from where.
    /// </summary>
    /// <param name="history">The study so far.</param>
    /// <returns>The number of a paused trial; null, the default, for a new trial.</returns>
    int? Promote(StudyHistory history) => null;
}
