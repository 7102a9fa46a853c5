using Microsoft.Win32.SafeHandles;

namespace MlNetDeep.Tuning;

/// <summary>
/// Keeps studies in a text file to which every event is appended as a line of JSON with its checksum: a person can read it, follow it
/// while it grows, and keep it under version control. Many threads and processes may use it at the same time.
/// </summary>
/// <remarks>
/// <para>
/// Beside the journal lie <c>.lock</c>, which whoever writes holds, and <c>.snapshot</c>, from which it is opened fast; both may be
/// deleted while no program uses the journal. What was written survives the end of the process. Should it end, or the power fail, while a
/// line is being written, the incomplete line is dropped by the next writer. Damage anywhere else gives a <see cref="StudyStorageException"/>
/// that names the line.
/// </para>
/// <para>
/// The lock is the operating system's and ends with the process that holds it. It works on local disks and on those network drives that
/// have locks. The file stays open until Dispose.
/// </para>
/// </remarks>
public sealed class JournalStorage : IStudyStorage, IDisposable
{
    private const long LeastTail = 1 << 20;

    private readonly Lock _gate = new();
    private readonly TimeSpan _lockTimeout;
    private readonly JournalFile _file;
    private readonly JournalState _state;
    private (long Offset, long Size) _snapshot;
    private bool _isDisposed;

    /// <summary>Opens the journal, or creates it.</summary>
    /// <param name="path">The path of the file; its folder must exist.</param>
    /// <param name="lockTimeout">How long to wait for other writers, each of which needs less than a millisecond; a minute by default.</param>
    /// <exception cref="StudyStorageException">The file is damaged, of another kind or of a newer version, or its folder does not exist.</exception>
    public JournalStorage(string path, TimeSpan? lockTimeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        _lockTimeout = lockTimeout ?? TimeSpan.FromMinutes(1);
        (_file, _state) = Translate(Open);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    private string SnapshotPath => Path + ".snapshot";

    /// <inheritdoc/>
    public StudyRecord CreateStudy(string name, IReadOnlyList<Direction> directions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(directions);
        return Write(memory =>
        {
            if (memory.FindStudy(name) is not null) throw StoredText.Duplicate(Path, name);
            _file.Append(JournalState.Create(memory.LastId + 1, name, directions));
            return memory.CreateStudy(name, directions);
        });
    }

    /// <inheritdoc/>
    public StudyRecord? FindStudy(string name) => Read(memory => memory.FindStudy(name));

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> ListStudies() => Read(memory => memory.ListStudies());

    /// <inheritdoc/>
    public void DeleteStudy(string name) => Write(memory =>
    {
        if (memory.FindStudy(name) is not { } study) return false;
        _file.Append(JournalState.Delete(study.Id));
        memory.DeleteStudy(name);
        return true;
    });

    /// <inheritdoc/>
    public void SetStudyAttribute(long studyId, string key, object? value) => Write(memory =>
    {
        if (memory.FindStudy(studyId) is null) throw StoredText.NoStudy(Path, studyId);
        _file.Append(JournalState.SetAttribute(studyId, key, value));
        memory.SetStudyAttribute(studyId, key, value);
        return true;
    });

    /// <inheritdoc/>
    public TrialRecord AddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Write(memory => Add(memory, studyId, trial));
    }

    /// <inheritdoc/>
    public bool TryAddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Write(memory =>
        {
            if (memory.NextNumber(studyId) != trial.Number) return false;
            Add(memory, studyId, trial);
            return true;
        });
    }

    /// <inheritdoc/>
    public bool TryUpdateTrial(long studyId, TrialRecord trial, TrialState expectedState, string? expectedOwner, TrialRecord? successor = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Write(memory =>
        {
            TrialRecord? before = memory.FindTrial(studyId, trial.Number);
            if (before is null || before.State != expectedState || before.Owner != expectedOwner) return false;
            TrialRecord? numbered = successor is null ? null : successor with { Number = memory.NextNumber(studyId) };
            _file.Append(JournalState.Update(studyId, before, trial, numbered));
            return memory.TryUpdateTrial(studyId, trial, expectedState, expectedOwner, successor);
        });
    }

    /// <inheritdoc/>
    public TrialChanges ReadTrials(long studyId, long afterRevision) => Read(memory => memory.ReadTrials(studyId, afterRevision));

    /// <inheritdoc/>
    public void SetHeartbeat(long studyId, string owner, DateTimeOffset? at) => Write(memory =>
    {
        if (memory.FindStudy(studyId) is null) return false;
        _file.Append(JournalState.Beat(studyId, owner, at));
        memory.SetHeartbeat(studyId, owner, at);
        return true;
    });

    /// <inheritdoc/>
    public DateTimeOffset? GetHeartbeat(long studyId, string owner) => Read(memory => memory.GetHeartbeat(studyId, owner));

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _file.Dispose();
        }
    }

    private TrialRecord Add(InMemoryStorage memory, long studyId, TrialRecord trial)
    {
        _file.Append(JournalState.Add(studyId, trial with { Number = memory.NextNumber(studyId) }));
        return memory.AddTrial(studyId, trial);
    }

    private (JournalFile File, JournalState State) Open()
    {
        using SafeFileHandle held = TakeLock();
        var file = new JournalFile(Path);
        try
        {
            JournalSnapshot? snapshot = JournalSnapshot.TryRead(SnapshotPath, file, Path);
            if (snapshot is not null && !file.TrySkip(snapshot.Offset, snapshot.Lines)) snapshot = null;
            JournalState state = snapshot?.State ?? new JournalState(Path);
            if (snapshot is not null) _snapshot = (snapshot.Offset, snapshot.Size);
            file.ReadEvents(state.Apply, isLocked: true);
            return (file, state);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // An event goes into the file first and into memory then: should the file refuse it, nothing has happened.
    private T Write<T>(Func<InMemoryStorage, T> work) => Translate(() =>
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            using SafeFileHandle held = TakeLock();
            _file.ReadEvents(_state.Apply, isLocked: true);
            T result = work(_state.Memory);
            WriteSnapshotIfDue();
            return result;
        }
    });

    private T Read<T>(Func<InMemoryStorage, T> work) => Translate(() =>
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_file.ReadEvents(_state.Apply, isLocked: false))
            {
                using SafeFileHandle held = TakeLock();
                _file.ReadEvents(_state.Apply, isLocked: true);
            }
            return work(_state.Memory);
        }
    });

    // As long as the part of the journal that it spares is longer than itself, writing a snapshot costs little beside the events.
    private void WriteSnapshotIfDue()
    {
        if (!IsDue()) return;
        _snapshot = JournalSnapshot.Locate(SnapshotPath, _file);   // another process may have written one
        if (!IsDue()) return;
        try
        {
            _snapshot.Size = JournalSnapshot.Write(SnapshotPath, _file, _state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The event is stored. A later one tries again.
        }
        _snapshot.Offset = _file.Position;

        bool IsDue() => _file.Position - _snapshot.Offset > Math.Max(LeastTail, _snapshot.Size);
    }

    private SafeFileHandle TakeLock() => FileLock.Take(Path + ".lock", _lockTimeout);

    private T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DirectoryNotFoundException e)
        {
            throw new StudyStorageException($"{Path} cannot be opened; does its folder exist, and may it be written?", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StudyStorageException($"{Path} cannot be read or written: {e.Message}", e);
        }
    }
}
