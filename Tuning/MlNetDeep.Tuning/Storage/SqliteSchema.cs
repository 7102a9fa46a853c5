using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace MlNetDeep.Tuning;

/// <summary>The tables of a file of studies, and the marks by which such a file and its version are recognised.</summary>
internal static class SqliteSchema
{
    // "MNDT": identifies the file, as SQLite's application_id is meant to.
    private const int ApplicationId = 0x4D4E4454;
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE studies (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            directions TEXT NOT NULL,
            attributes TEXT NOT NULL DEFAULT '{}',
            revision INTEGER NOT NULL DEFAULT 0,
            trial_count INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE trials (
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            state TEXT NOT NULL,
            owner TEXT,
            revision INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (study_id, number));
        CREATE INDEX trials_by_revision ON trials (study_id, revision);
        CREATE TABLE workers (
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            owner TEXT NOT NULL,
            seen INTEGER NOT NULL,
            PRIMARY KEY (study_id, owner));
        """;

    public static void Configure(SqliteConnection connection) =>
        // With the write-ahead log, NORMAL loses at most the last events when the power fails, never the file.
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {connection.DefaultTimeout * 1000}; PRAGMA synchronous = NORMAL;"));

    public static void Prepare(SqliteConnection connection, string path)
    {
        if (IsReady(connection, path)) return;
        connection.ExecuteScalar<string>("PRAGMA journal_mode = WAL");
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        if (IsReady(connection, path, transaction)) return;   // another process created the tables meanwhile
        connection.Execute(Tables, transaction: transaction);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"), transaction: transaction);
        transaction.Commit();
    }

    private static bool IsReady(SqliteConnection connection, string path, SqliteTransaction? transaction = null)
    {
        long application = connection.ExecuteScalar<long>("PRAGMA application_id", transaction: transaction);
        long version = connection.ExecuteScalar<long>("PRAGMA user_version", transaction: transaction);
        if (application == ApplicationId)
        {
            return version == Version ? true : throw new StudyStorageException(string.Create(CultureInfo.InvariantCulture,
                $"{path} has version {version} of the file of studies, but this program reads version {Version}"));
        }
        if (application != 0 || connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master", transaction: transaction) > 0)
            throw new StudyStorageException($"{path} is no file of studies: it is a SQLite database of another program");
        return false;
    }
}
