using Microsoft.Data.Sqlite;

namespace MlNetDeep.Tuning;

/// <summary>
/// Keeps studies in one SQLite file that several threads and processes of a machine may use at the same time. Each event of a
/// trial (started, reported, finished) is stored before the call returns; events of several threads share a transaction; readers
/// never block writers (write-ahead log).
/// </summary>
/// <remarks>
/// Put the file on a local disk: SQLite's locks do not hold on most network drives. The file stays open until Dispose, after
/// which it can be moved or deleted. A file that is damaged or of another kind gives a <see cref="StudyStorageException"/>; one of
/// an older version is upgraded when it is opened.
/// </remarks>
public sealed class SqliteStorage : IStudyStorage, IDisposable
{
    private const int NotADatabase = 26, Corrupt = 11, CannotOpen = 14, ReadOnly = 8;

    private readonly Lock _reading = new();
    private readonly SqliteSession _reader, _writer;
    private readonly GroupCommit<SqliteSession> _writes;
    private bool _isDisposed;

    /// <summary>Opens the file, or creates it.</summary>
    /// <param name="path">The path of the file; its folder must exist.</param>
    /// <param name="busyTimeout">How long to wait for other writers; a minute by default.</param>
    /// <exception cref="StudyStorageException">The file is damaged, of another kind or of a newer version, or its folder does not exist.</exception>
    public SqliteStorage(string path, TimeSpan? busyTimeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        TimeSpan timeout = busyTimeout ?? TimeSpan.FromMinutes(1);
        _writer = Translate(() => Open(Path, timeout));
        try
        {
            _reader = Translate(() => new SqliteSession(Path, timeout));
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
        _writes = new GroupCommit<SqliteSession>(batch => _writer.InTransaction(() =>
        {
            foreach (GroupCommit<SqliteSession>.IWrite write in batch) write.Run(_writer);
        }));
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public StudyRecord CreateStudy(string name, IReadOnlyList<Direction> directions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(directions);
        return Write(session => session.Number("INSERT INTO studies (name, directions) SELECT $0, $1 WHERE NOT EXISTS (SELECT 1 FROM studies WHERE name = $0) RETURNING id", name, StoredText.Write(directions)) is { } id
            ? new StudyRecord(id, name, [.. directions], new Dictionary<string, object?>())
            : throw StoredText.Duplicate(Path, name));
    }

    /// <inheritdoc/>
    public StudyRecord? FindStudy(string name) => Read(session =>
        session.Query("SELECT id, name, directions, attributes FROM studies WHERE name = $0", ToStudy, name).SingleOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> ListStudies() => Read(session =>
        session.Query("SELECT id, name, directions, attributes FROM studies ORDER BY id", ToStudy));

    /// <inheritdoc/>
    public void DeleteStudy(string name) => Write(session => session.Execute("DELETE FROM studies WHERE name = $0", name));

    /// <inheritdoc/>
    public void SetStudyAttribute(long studyId, string key, object? value) => Write(session =>
    {
        string json = session.Text("SELECT attributes FROM studies WHERE id = $0", studyId) ?? throw StoredText.NoStudy(Path, studyId);
        return session.Execute("UPDATE studies SET attributes = $1 WHERE id = $0", studyId, StoredText.SetAttribute(json, key, value));
    });

    /// <inheritdoc/>
    public TrialRecord AddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        string body = TrialJson.Write(trial);
        return Write(session => Add(session, studyId, trial, body));
    }

    /// <inheritdoc/>
    public bool TryAddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        string body = TrialJson.Write(trial);
        return Write(session =>
        {
            long count = session.Number("SELECT trial_count FROM studies WHERE id = $0", studyId) ?? throw StoredText.NoStudy(Path, studyId);
            if (count != trial.Number) return false;
            Add(session, studyId, trial, body);
            return true;
        });
    }

    /// <inheritdoc/>
    public bool TryUpdateTrial(long studyId, TrialRecord trial, TrialState expectedState, string? expectedOwner, TrialRecord? successor = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        string body = TrialJson.Write(trial);
        string? successorBody = successor is null ? null : TrialJson.Write(successor);
        return Write(session =>
        {
            bool isChanged = session.Execute(
                "UPDATE trials SET state = $2, owner = $3, body = $4, revision = (SELECT revision + 1 FROM studies WHERE id = $0) WHERE study_id = $0 AND number = $1 AND state = $5 AND owner IS $6",
                studyId, trial.Number, trial.State.ToString(), trial.Owner, body, expectedState.ToString(), expectedOwner) > 0;
            if (isChanged) session.Execute("UPDATE studies SET revision = revision + 1 WHERE id = $0", studyId);
            else if (session.Number("SELECT id FROM studies WHERE id = $0", studyId) is null) throw StoredText.NoStudy(Path, studyId);
            if (isChanged && successorBody is not null) Add(session, studyId, successor!, successorBody);
            return isChanged;
        });
    }

    /// <inheritdoc/>
    public TrialChanges ReadTrials(long studyId, long afterRevision) => Read(session =>
    {
        // Read in this order, a write between the two statements only means that its trial is delivered again next time.
        long revision = session.Number("SELECT revision FROM studies WHERE id = $0", studyId) ?? throw StoredText.NoStudy(Path, studyId);
        return revision == afterRevision ? new TrialChanges(revision, []) : new TrialChanges(revision, session.Query(
            "SELECT number, state, owner, body FROM trials WHERE study_id = $0 AND revision > $1 ORDER BY number", ToTrial, studyId, afterRevision));
    });

    /// <inheritdoc/>
    public void SetHeartbeat(long studyId, string owner, DateTimeOffset? at) => Write(session => at is { } time
        ? session.Execute("INSERT INTO workers (study_id, owner, seen) SELECT id, $1, $2 FROM studies WHERE id = $0 ON CONFLICT (study_id, owner) DO UPDATE SET seen = excluded.seen", studyId, owner, time.ToUnixTimeMilliseconds())
        : session.Execute("DELETE FROM workers WHERE study_id = $0 AND owner = $1", studyId, owner));

    /// <inheritdoc/>
    public DateTimeOffset? GetHeartbeat(long studyId, string owner) => Read<DateTimeOffset?>(session =>
        session.Number("SELECT seen FROM workers WHERE study_id = $0 AND owner = $1", studyId, owner) is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null);

    /// <summary>Closes the file, after the writes that wait.</summary>
    public void Dispose()
    {
        lock (_reading)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _reader.Dispose();
        }
        // Among the writes no other one is under way; nothing can be committed any more.
        try
        {
            _writes.Write(_ => 0);
        }
        finally
        {
            _writer.Dispose();
        }
    }

    private TrialRecord Add(SqliteSession session, long studyId, TrialRecord trial, string body)
    {
        long count = session.Number("UPDATE studies SET trial_count = trial_count + 1, revision = revision + 1 WHERE id = $0 RETURNING trial_count", studyId) ?? throw StoredText.NoStudy(Path, studyId);
        session.Execute("INSERT INTO trials (study_id, number, state, owner, revision, body) SELECT id, $1, $2, $3, revision, $4 FROM studies WHERE id = $0",
            studyId, count - 1, trial.State.ToString(), trial.Owner, body);
        return trial with { Number = checked((int)(count - 1)) };
    }

    private static SqliteSession Open(string path, TimeSpan timeout)
    {
        var session = new SqliteSession(path, timeout);
        try
        {
            SqliteSchema.Prepare(session, path);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private T Write<T>(Func<SqliteSession, T> work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Translate(() => _writes.Write(work));
    }

    private T Read<T>(Func<SqliteSession, T> work) => Translate(() =>
    {
        lock (_reading)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return work(_reader);
        }
    });

    private T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new StudyStorageException(e.SqliteErrorCode switch
            {
                NotADatabase => $"{Path} is no file of studies: it is not a SQLite database",
                Corrupt => $"{Path} is damaged: {e.Message}",
                CannotOpen or ReadOnly => $"{Path} cannot be opened; does its folder exist, and may it be written?",
                _ => $"{Path} cannot be read or written: {e.Message}",
            }, e);
        }
    }

    private StudyRecord ToStudy(SqliteDataReader row) => StoredText.ReadStudy(Path, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3));

    private TrialRecord ToTrial(SqliteDataReader row) => StoredText.ReadTrial(Path, row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3));
}
