namespace MlNetDeep.Tuning;

/// <summary>
/// Watches a study, e.g. for a live table or a log. Calls are made one at a time, most of them on the thread of
/// the trial. An exception thrown by <see cref="TrialReported"/> fails the trial; one thrown by another method ends the search. Implement the methods of interest: all of them do nothing by default.
/// </summary>
public interface IStudyObserver
{
    /// <summary>A trial starts; it has no parameters yet.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial.</param>
    void TrialStarted(Study study, TrialRecord trial)
    {
    }

    /// <summary>A trial reported an intermediate value.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial with its parameters and all its reports.</param>
    /// <param name="report">The new report.</param>
    void TrialReported(Study study, TrialRecord trial, IntermediateValue report)
    {
    }

    /// <summary>A trial ended: complete, pruned or failed; or it was interrupted and waits for a worker again.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial.</param>
    void TrialFinished(Study study, TrialRecord trial)
    {
    }

    /// <summary>Something worth knowing, e.g. which sampler was chosen and why.</summary>
    /// <param name="study">The study.</param>
    /// <param name="message">The message.</param>
    void Informed(Study study, string message)
    {
    }

    /// <summary>Something is odd but not wrong, e.g. a range that its step does not divide.</summary>
    /// <param name="study">The study.</param>
    /// <param name="message">The warning.</param>
    void Warned(Study study, string message)
    {
    }
}
