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
}
