namespace MlNetDeep.Tuning;

/// <summary>Never stops a trial.</summary>
public sealed class NopPruner : IPruner
{
    /// <inheritdoc/>
    public bool ShouldPrune(StudyHistory history, TrialRecord trial) => false;
}
