using System.Text.RegularExpressions;
using Npgsql;

namespace MlNetDeep.Tuning.Postgres;

/// <summary>
/// Keeps studies in a PostgreSQL database that threads, processes and machines share. Each event of a trial (started, reported, finished)
/// is committed before the call returns; events of several threads share a transaction.
/// </summary>
/// <remarks>
/// When the server restarts or the network fails for a while, calls wait and go on, and every event is stored exactly once: the database
/// itself tells whether a commit was made whose answer was lost. The tables lie in a schema of their own, which is created when it is
/// missing.
/// </remarks>
public sealed partial class PostgresStorage : IStudyStorage, IDisposable
{
    // A server that is not there from the start is more likely a wrong address than a restart.
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(15);

    private readonly NpgsqlDataSource _source;
    private readonly PostgresWriter _writer;
    private readonly GroupCommit<PostgresSession> _writes;
    private readonly TimeSpan _retryFor;
    private readonly string _place;
    private volatile bool _isDisposed;

    /// <summary>Connects, and creates the tables if the schema has none.</summary>
    /// <param name="connectionString">How to reach the database, as Npgsql takes it: <c>Host=db;Database=tuning;Username=me;Password=...</c></param>
    /// <param name="schema">The schema for the tables: small letters, digits and _. Several may live in one database. Default "mlnetdeep".</param>
    /// <param name="retryFor">How long a call tries to reach a server that went away; five minutes by default. The constructor tries for 15 seconds at most.</param>
    /// <exception cref="ArgumentException">The name of the schema or the connection string is not valid.</exception>
    /// <exception cref="StudyStorageException">The server cannot be reached, or the schema is of another kind or a newer version.</exception>
    public PostgresStorage(string connectionString, string schema = "mlnetdeep", TimeSpan? retryFor = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        ArgumentNullException.ThrowIfNull(schema);
        if (!SchemaName().IsMatch(schema)) throw new ArgumentException($"a schema's name has small letters, digits and _ and begins with no digit, 63 at most; '{schema}' does not", nameof(schema));
        _retryFor = retryFor ?? TimeSpan.FromMinutes(5);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema };
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 32;
        _place = $"the PostgreSQL database '{settings.Database}' on {settings.Host}";
        _source = NpgsqlDataSource.Create(settings);
        _writer = new PostgresWriter(_source, _retryFor);
        _writes = new GroupCommit<PostgresSession>(_writer.Commit);
        try
        {
            TimeSpan patience = _retryFor < s_longestStart ? _retryFor : s_longestStart;
            Translate(() => PostgresWriter.Retry(patience, () =>
            {
                using var session = new PostgresSession(_source.OpenConnection());
                PostgresSchema.Prepare(session, schema, _place);
                return true;
            }));
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StudyRecord CreateStudy(string name, IReadOnlyList<Direction> directions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(directions);
        return Write(session => session.Number("INSERT INTO studies (name, directions) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id", name, StoredText.Write(directions)) is { } id
            ? new StudyRecord(id, name, [.. directions], new Dictionary<string, object?>())
            : throw StoredText.Duplicate(_place, name));
    }

    /// <inheritdoc/>
    public StudyRecord? FindStudy(string name) => Read(session =>
        session.Query("SELECT id, name, directions, attributes FROM studies WHERE name = $1", ToStudy, name).SingleOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> ListStudies() => Read(session =>
        session.Query("SELECT id, name, directions, attributes FROM studies ORDER BY id", ToStudy));

    /// <inheritdoc/>
    public void DeleteStudy(string name) => Write(session => session.Execute("DELETE FROM studies WHERE name = $1", name));

    /// <inheritdoc/>
    public void SetStudyAttribute(long studyId, string key, object? value) => Write(session =>
    {
        string json = session.Text("SELECT attributes FROM studies WHERE id = $1 FOR UPDATE", studyId) ?? throw StoredText.NoStudy(_place, studyId);
        return session.Execute("UPDATE studies SET attributes = $2 WHERE id = $1", studyId, StoredText.SetAttribute(json, key, value));
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
            long count = session.Number("SELECT trial_count FROM studies WHERE id = $1 FOR UPDATE", studyId) ?? throw StoredText.NoStudy(_place, studyId);
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
            // Whoever holds the study's row writes next: revisions become visible in their order, and no two writers wait for each other.
            long revision = session.Number("SELECT revision FROM studies WHERE id = $1 FOR UPDATE", studyId) ?? throw StoredText.NoStudy(_place, studyId);
            bool isChanged = session.Execute(
                "UPDATE trials SET state = $3, owner = $4, body = $5, revision = $6 WHERE study_id = $1 AND number = $2 AND state = $7 AND owner IS NOT DISTINCT FROM $8",
                studyId, trial.Number, trial.State.ToString(), trial.Owner, body, revision + 1, expectedState.ToString(), expectedOwner) > 0;
            if (isChanged) session.Execute("UPDATE studies SET revision = revision + 1 WHERE id = $1", studyId);
            if (isChanged && successorBody is not null) Add(session, studyId, successor!, successorBody);
            return isChanged;
        });
    }

    /// <inheritdoc/>
    public TrialChanges ReadTrials(long studyId, long afterRevision) => Read(session =>
    {
        // Read in this order, a write between the two statements only means that its trial is delivered again next time.
        long revision = session.Number("SELECT revision FROM studies WHERE id = $1", studyId) ?? throw StoredText.NoStudy(_place, studyId);
        return revision == afterRevision ? new TrialChanges(revision, []) : new TrialChanges(revision, session.Query(
            "SELECT number, state, owner, body FROM trials WHERE study_id = $1 AND revision > $2 ORDER BY number", ToTrial, studyId, afterRevision));
    });

    /// <inheritdoc/>
    public void SetHeartbeat(long studyId, string owner, DateTimeOffset? at) => Write(session => at is { } time
        ? session.Execute("INSERT INTO workers (study_id, owner, seen) SELECT id, $2, $3 FROM studies WHERE id = $1 ON CONFLICT (study_id, owner) DO UPDATE SET seen = excluded.seen", studyId, owner, time.ToUnixTimeMilliseconds())
        : session.Execute("DELETE FROM workers WHERE study_id = $1 AND owner = $2", studyId, owner));

    /// <inheritdoc/>
    public DateTimeOffset? GetHeartbeat(long studyId, string owner) => Read<DateTimeOffset?>(session =>
        session.Number("SELECT seen FROM workers WHERE study_id = $1 AND owner = $2", studyId, owner) is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _writer.Dispose();
        _source.Dispose();
    }

    private TrialRecord Add(PostgresSession session, long studyId, TrialRecord trial, string body)
    {
        long count = session.Number("UPDATE studies SET trial_count = trial_count + 1, revision = revision + 1 WHERE id = $1 RETURNING trial_count", studyId) ?? throw StoredText.NoStudy(_place, studyId);
        session.Execute("INSERT INTO trials (study_id, number, state, owner, revision, body) SELECT id, $2, $3, $4, revision, $5 FROM studies WHERE id = $1",
            studyId, count - 1, trial.State.ToString(), trial.Owner, body);
        return trial with { Number = checked((int)(count - 1)) };
    }

    private T Write<T>(Func<PostgresSession, T> work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Translate(() => _writes.Write(work));
    }

    private T Read<T>(Func<PostgresSession, T> work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Translate(() => PostgresWriter.Retry(_retryFor, () =>
        {
            using var session = new PostgresSession(_source.OpenConnection());
            return work(session);
        }));
    }

    private T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (NpgsqlException e)
        {
            throw new StudyStorageException($"{_place} cannot be read or written: {e.Message}", e);
        }
    }

    private StudyRecord ToStudy(NpgsqlDataReader row) => StoredText.ReadStudy(_place, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3));

    private TrialRecord ToTrial(NpgsqlDataReader row) => StoredText.ReadTrial(_place, row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3));

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
