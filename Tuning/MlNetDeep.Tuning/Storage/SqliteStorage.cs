using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MlNetDeep.Tuning;

/// <summary>
/// Keeps studies in one SQLite file that several threads and processes of a machine may use at the same time. Each event of a
/// trial (started, reported, finished) is one short transaction; readers never block writers (write-ahead log).
/// </summary>
/// <remarks>
/// Put the file on a local disk: SQLite's locks do not hold on most network drives. Dispose closes the pooled connections, after
/// which the file can be moved or deleted. A file that is damaged or of another kind gives a <see cref="StudyStorageException"/>.
/// </remarks>
public sealed class SqliteStorage : IStudyStorage, IDisposable
{
    private const int NotADatabase = 26, Corrupt = 11, CannotOpen = 14, ReadOnly = 8;

    private readonly string _connectionString;

    /// <summary>Opens the file, or creates it.</summary>
    /// <param name="path">The path of the file; its folder must exist.</param>
    /// <param name="busyTimeout">How long to wait for other writers; a minute by default.</param>
    /// <exception cref="StudyStorageException">The file is damaged, of another kind or of a newer version, or its folder does not exist.</exception>
    public SqliteStorage(string path, TimeSpan? busyTimeout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling((busyTimeout ?? TimeSpan.FromMinutes(1)).TotalSeconds)),
        }.ToString();
        Run(connection => { SqliteSchema.Prepare(connection, Path); return 0; });
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public StudyRecord CreateStudy(string name, IReadOnlyList<Direction> directions)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Write((connection, transaction) =>
        {
            string list = string.Join(',', directions.Select(d => d == Direction.Maximize ? "maximize" : "minimize"));
            long? id = connection.ExecuteScalar<long?>("INSERT INTO studies (name, directions) VALUES (@name, @list) ON CONFLICT (name) DO NOTHING RETURNING id", new { name, list }, transaction);
            return id is { } key
                ? new StudyRecord(key, name, [.. directions], new Dictionary<string, object?>())
                : throw new DuplicateStudyException($"{Path} has a study '{name}' already");
        });
    }

    /// <inheritdoc/>
    public StudyRecord? FindStudy(string name) => Run(connection =>
        connection.Query<StudyRow>("SELECT id, name, directions, attributes FROM studies WHERE name = @name", new { name }).Select(ToRecord).SingleOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<StudyRecord> ListStudies() => Run(connection =>
        connection.Query<StudyRow>("SELECT id, name, directions, attributes FROM studies ORDER BY id").Select(ToRecord).ToList());

    /// <inheritdoc/>
    public void DeleteStudy(string name) => Write((connection, transaction) =>
        connection.Execute("DELETE FROM studies WHERE name = @name", new { name }, transaction));

    /// <inheritdoc/>
    public void SetStudyAttribute(long studyId, string key, object? value) => Write((connection, transaction) =>
    {
        string json = connection.ExecuteScalar<string?>("SELECT attributes FROM studies WHERE id = @studyId", new { studyId }, transaction) ?? throw NoStudy(studyId);
        var attributes = new Dictionary<string, object?>(TrialJson.ReadScalars(json), StringComparer.Ordinal) { [key] = value };
        return connection.Execute("UPDATE studies SET attributes = @json WHERE id = @studyId", new { json = TrialJson.WriteScalars(attributes), studyId }, transaction);
    });

    /// <inheritdoc/>
    public TrialRecord AddTrial(long studyId, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        string body = TrialJson.Write(trial);
        return Write((connection, transaction) =>
        {
            long count = connection.ExecuteScalar<long?>("UPDATE studies SET trial_count = trial_count + 1, revision = revision + 1 WHERE id = @studyId RETURNING trial_count", new { studyId }, transaction) ?? throw NoStudy(studyId);
            long number = count - 1;
            connection.Execute("INSERT INTO trials (study_id, number, state, owner, revision, body) SELECT id, @number, @state, @owner, revision, @body FROM studies WHERE id = @studyId",
                new { number, state = trial.State.ToString(), owner = trial.Owner, body, studyId }, transaction);
            return trial with { Number = checked((int)number) };
        });
    }

    /// <inheritdoc/>
    public bool TryUpdateTrial(long studyId, TrialRecord trial, TrialState expectedState, string? expectedOwner)
    {
        ArgumentNullException.ThrowIfNull(trial);
        string body = TrialJson.Write(trial);
        return Write((connection, transaction) =>
        {
            int changed = connection.Execute(
                "UPDATE trials SET state = @state, owner = @owner, body = @body, revision = (SELECT revision + 1 FROM studies WHERE id = @studyId) WHERE study_id = @studyId AND number = @number AND state = @expectedState AND owner IS @expectedOwner",
                new { state = trial.State.ToString(), owner = trial.Owner, body, studyId, number = trial.Number, expectedState = expectedState.ToString(), expectedOwner }, transaction);
            if (changed > 0) connection.Execute("UPDATE studies SET revision = revision + 1 WHERE id = @studyId", new { studyId }, transaction);
            return changed > 0;
        });
    }

    /// <inheritdoc/>
    public TrialChanges ReadTrials(long studyId, long afterRevision) => Run(connection =>
    {
        // Read in this order, a write between the two statements only means that its trial is delivered again next time.
        long revision = connection.ExecuteScalar<long?>("SELECT revision FROM studies WHERE id = @studyId", new { studyId }) ?? throw NoStudy(studyId);
        if (revision == afterRevision) return new TrialChanges(revision, []);
        IEnumerable<TrialRow> rows = connection.Query<TrialRow>("SELECT number, state, owner, body FROM trials WHERE study_id = @studyId AND revision > @afterRevision ORDER BY number", new { studyId, afterRevision });
        return new TrialChanges(revision, [.. rows.Select(ToRecord)]);
    });

    /// <inheritdoc/>
    public void SetHeartbeat(long studyId, string owner, DateTimeOffset? at) => Write((connection, transaction) => at is { } time
        ? connection.Execute("INSERT INTO workers (study_id, owner, seen) VALUES (@studyId, @owner, @seen) ON CONFLICT (study_id, owner) DO UPDATE SET seen = excluded.seen", new { studyId, owner, seen = time.ToUnixTimeMilliseconds() }, transaction)
        : connection.Execute("DELETE FROM workers WHERE study_id = @studyId AND owner = @owner", new { studyId, owner }, transaction));

    /// <inheritdoc/>
    public DateTimeOffset? GetHeartbeat(long studyId, string owner) => Run<DateTimeOffset?>(connection =>
        connection.ExecuteScalar<long?>("SELECT seen FROM workers WHERE study_id = @studyId AND owner = @owner", new { studyId, owner }) is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null);

    /// <summary>Closes the pooled connections to the file.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private T Write<T>(Func<SqliteConnection, SqliteTransaction, T> work) => Run(connection =>
    {
        // Taking the write lock at once avoids the deadlock of two readers that both want to write.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        T result = work(connection, transaction);
        transaction.Commit();
        return result;
    });

    private T Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            SqliteSchema.Configure(connection);
            return work(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NotADatabase)
        {
            throw new StudyStorageException($"{Path} is no file of studies: it is not a SQLite database", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Corrupt)
        {
            throw new StudyStorageException($"{Path} is damaged: {e.Message}", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is CannotOpen or ReadOnly)
        {
            throw new StudyStorageException($"{Path} cannot be opened; does its folder exist, and may it be written?", e);
        }
        catch (SqliteException e)
        {
            throw new StudyStorageException($"{Path} cannot be read or written: {e.Message}", e);
        }
    }

    private InvalidOperationException NoStudy(long studyId) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Path} has no study with id {studyId}; was it deleted?"));

    private TrialRecord ToRecord(TrialRow row)
    {
        try
        {
            return TrialJson.Read(row.Body, checked((int)row.Number), Enum.Parse<TrialState>(row.State), row.Owner);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new StudyStorageException(string.Create(CultureInfo.InvariantCulture, $"{Path} is damaged: trial {row.Number} cannot be read ({e.Message})"), e);
        }
    }

    private StudyRecord ToRecord(StudyRow row)
    {
        try
        {
            Direction[] directions = [.. row.Directions.Split(',').Select(d => Enum.Parse<Direction>(d, ignoreCase: true))];
            return new StudyRecord(row.Id, row.Name, directions, TrialJson.ReadScalars(row.Attributes));
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new StudyStorageException($"{Path} is damaged: study '{row.Name}' cannot be read ({e.Message})", e);
        }
    }

    private static bool IsMalformed(Exception e) =>
        e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException or IndexOutOfRangeException;

    private sealed record StudyRow(long Id, string Name, string Directions, string Attributes);

    private sealed record TrialRow(long Number, string State, string? Owner, string Body);
}
