namespace MlNetDeep.Tuning.Tests;

/// <summary>Keeps what an observer is told.</summary>
internal sealed class RecordingObserver : IStudyObserver
{
    public List<string> Warnings { get; } = [];

    public List<string> Messages { get; } = [];

    public List<TrialRecord> Started { get; } = [];

    public List<(int Trial, IntermediateValue Report)> Reports { get; } = [];

    public List<TrialRecord> Finished { get; } = [];

    public void TrialStarted(Study study, TrialRecord trial) => Started.Add(trial);

    public void TrialReported(Study study, TrialRecord trial, IntermediateValue report) => Reports.Add((trial.Number, report));

    public void TrialFinished(Study study, TrialRecord trial) => Finished.Add(trial);

    public void Informed(Study study, string message) => Messages.Add(message);

    public void Warned(Study study, string message) => Warnings.Add(message);
}
