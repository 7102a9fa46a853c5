namespace MlNetDeep.Tuning;

/// <summary>
/// Keeps studies and trials. Every method is atomic and may be called from many threads, and where the storage is a file or a
/// server from many processes. A new storage passes the conformance suite <c>StorageConformance</c> of the tests.
/// </summary>
/// <remarks>
/// All coordination rests on <see cref="TryUpdateTrial"/>, a compare-and-swap on a trial's state and owner: taking a waiting
/// trial, finishing it, and declaring it lost each succeed for exactly one caller; and on <see cref="TryAddTrial"/>, by which
/// several workers reach a number of trials without exceeding it. A write raises the study's revision by one
/// and marks the trial with it, so that readers fetch only what changed.
/// </remarks>
public interface IStudyStorage
{
    /// <summary>Creates a study.</summary>
    /// <param name="name">A name that the storage does not have yet; any text.</param>
    /// <param name="directions">One direction for each objective, at least one.</param>
    /// <exception cref="DuplicateStudyException">The storage has a study of this name.</exception>
    StudyRecord CreateStudy(string name, IReadOnlyList<Direction> directions);

    /// <summary>Finds a study by its name; null when there is none.</summary>
    /// <param name="name">The exact name.</param>
    StudyRecord? FindStudy(string name);

    /// <summary>All studies, ordered by creation.</summary>
    IReadOnlyList<StudyRecord> ListStudies();

    /// <summary>Removes a study with its trials. Does nothing when there is none.</summary>
    /// <param name="name">The exact name.</param>
    void DeleteStudy(string name);

    /// <summary>Sets an attribute of a study.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="key">The attribute's name.</param>
    /// <param name="value">A string, bool, int, double or null.</param>
    void SetStudyAttribute(long studyId, string key, object? value);

    /// <summary>Adds a trial under the next free number.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="trial">The trial; its number is ignored.</param>
    /// <returns>The trial with its number.</returns>
    TrialRecord AddTrial(long studyId, TrialRecord trial);

    /// <summary>Adds a trial if it gets the number that its caller expects: if no other worker added one in the meantime.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="trial">The trial, with the number that it is to get.</param>
    /// <returns>False when the next free number is another one; nothing is written then.</returns>
    bool TryAddTrial(long studyId, TrialRecord trial);

    /// <summary>Replaces a trial if it still has the expected state and owner.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="trial">The new content; its number says which trial.</param>
    /// <param name="expectedState">The state that the stored trial must have: running or waiting.</param>
    /// <param name="expectedOwner">The owner that the stored trial must have.</param>
    /// <param name="successor">
    /// A trial to add under the next free number in the same step, if the update is made: the repetition of a failed one, which must
    /// not get lost with the process that fails it. Null (default): none.
    /// </param>
    /// <returns>False when another worker changed the trial before; nothing is written then.</returns>
    bool TryUpdateTrial(long studyId, TrialRecord trial, TrialState expectedState, string? expectedOwner, TrialRecord? successor = null);

    /// <summary>Reads the trials that changed after a revision.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="afterRevision">The revision of the last answer, or 0 for all trials.</param>
    TrialChanges ReadTrials(long studyId, long afterRevision);

    /// <summary>Notes that a worker is alive. Does nothing when the study was deleted.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="owner">The worker.</param>
    /// <param name="at">The time, or null when the worker leaves.</param>
    void SetHeartbeat(long studyId, string owner, DateTimeOffset? at);

    /// <summary>When a worker was last alive; null when it never told or has left.</summary>
    /// <param name="studyId">The study's <see cref="StudyRecord.Id"/>.</param>
    /// <param name="owner">The worker.</param>
    DateTimeOffset? GetHeartbeat(long studyId, string owner);
}
