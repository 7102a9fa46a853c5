using System.Collections.Immutable;
using MlNetDeep.Networks;

namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    /// <summary>
    /// Writes the study with its attributes and trials into a JSON file, from which <see cref="ImportJson"/> makes it again bit for bit, NaN
    /// and infinities included.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced once the new one is whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => StudyJson.Write(stream, Name, Directions, UserAttributes, Trials));
    }

    /// <summary>Creates the study that <see cref="ExportJson"/> wrote. Trials that ran then become waiting ones.</summary>
    /// <param name="path">The file.</param>
    /// <param name="storage">Where to create the study; <see cref="Open"/> continues it there.</param>
    /// <param name="name">Its name there; null for the name that it had.</param>
    /// <returns>The study as it is stored.</returns>
    /// <exception cref="DuplicateStudyException">The storage has a study of this name.</exception>
    /// <exception cref="FormatException">The file is no exported study, or of a newer version.</exception>
    public static StudyRecord ImportJson(string path, IStudyStorage storage, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(storage);
        (StudyRecord read, ImmutableArray<TrialRecord> trials) = StudyJson.Read(path);
        StudyRecord study = storage.CreateStudy(name ?? read.Name, read.Directions);
        foreach ((string key, object? value) in read.UserAttributes) storage.SetStudyAttribute(study.Id, key, value);
        foreach (TrialRecord trial in trials) storage.AddTrial(study.Id, trial.State == TrialState.Running ? ToWaiting(trial) : trial);
        return study with { UserAttributes = read.UserAttributes };
    }

    /// <summary>
    /// Writes the trials as a table for spreadsheets: the columns <c>number</c>, <c>state</c>, <c>value</c> (of several objectives
    /// <c>value_0</c>, <c>value_1</c>, ...), <c>started</c>, <c>finished</c>, <c>seconds</c>, <c>params_NAME</c>, <c>constraints_NAME</c>,
    /// <c>attributes_NAME</c> and <c>message</c>. A cell is empty where a trial lacks the value. Reports are not part of it.
    /// </summary>
    /// <remarks>
    /// The file follows RFC 4180, in UTF-8, with decimal points whatever the culture. Texts are in quotes and numbers are not, so that a
    /// spreadsheet or program that keeps them tells the text "12" from the number.
    /// </remarks>
    /// <param name="path">The file; one that is there is replaced once the new one is whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => CsvTable.Write(stream, StudyCsv.Write(Directions.Count, Trials)));
    }

    /// <summary>
    /// Adds the trials of a table, with the columns that <see cref="ExportCsv"/> writes: those of another study, or what was evaluated
    /// without one. Only the value is required; a row without a state is complete. Other columns are ignored.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="space">The distribution of each parameter, by its name without <c>params_</c>.</param>
    /// <returns>How many trials were added.</returns>
    /// <exception cref="FormatException">A column has no distribution, or a cell does not fit its column. Nothing is added then.</exception>
    /// <exception cref="ArgumentException">A trial cannot be part of this study.</exception>
    public int ImportCsv(string path, IReadOnlyDictionary<string, Distribution> space)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(space);
        ImmutableArray<TrialRecord> trials = StudyCsv.Read(path, Directions.Count, space);
        foreach (TrialRecord trial in trials) AddTrial(trial.State == TrialState.Running ? ToWaiting(trial) : trial);
        return trials.Length;
    }
}
