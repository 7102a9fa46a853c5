using System.Globalization;

namespace MlNetDeep.Tuning;

/// <summary>The tables of a file of studies, the marks by which such a file and its version are recognised, and the upgrades of older versions.</summary>
internal static class SqliteSchema
{
    // "MNDT": identifies the file, as SQLite's application_id is meant to.
    private const int ApplicationId = 0x4D4E4454;
    private const int Version = 2;

    private const string Studies = """
        CREATE TABLE studies (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            directions TEXT NOT NULL,
            attributes TEXT NOT NULL DEFAULT '{}',
            revision INTEGER NOT NULL DEFAULT 0,
            trial_count INTEGER NOT NULL DEFAULT 0)
        """;

    private static readonly string[] s_tables =
    [
        Studies,
        """
        CREATE TABLE trials (
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            state TEXT NOT NULL,
            owner TEXT,
            revision INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (study_id, number))
        """,
        "CREATE INDEX trials_by_revision ON trials (study_id, revision)",
        """
        CREATE TABLE workers (
            study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            owner TEXT NOT NULL,
            seen INTEGER NOT NULL,
            PRIMARY KEY (study_id, owner))
        """,
    ];

    // Version 1 gave the id of a deleted study to the next new one, into which a worker that still ran the deleted study then wrote.
    private static readonly string[] s_fromVersion1 =
    [
        Studies.Replace("TABLE studies", "TABLE new_studies", StringComparison.Ordinal),
        "INSERT INTO new_studies SELECT id, name, directions, attributes, revision, trial_count FROM studies",
        "DROP TABLE studies",
        "ALTER TABLE new_studies RENAME TO studies",
    ];

    public static void Prepare(SqliteSession session, string path)
    {
        // Dropping a table that others refer to would delete their rows.
        session.Execute("PRAGMA foreign_keys = OFF");
        if (VersionOf(session, path) != Version)
        {
            session.Text("PRAGMA journal_mode = WAL");
            session.InTransaction(() =>
            {
                int version = VersionOf(session, path);   // another process may have been faster
                if (version == Version) return;
                foreach (string statement in version == 0 ? s_tables : s_fromVersion1) session.Execute(statement);
                session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
                session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
            });
        }
        session.Execute("PRAGMA foreign_keys = ON");
    }

    /// <summary>The version of the file, 0 for an empty one.</summary>
    private static int VersionOf(SqliteSession session, string path)
    {
        // Whether it is empty is read first: another process may set the file up meanwhile, tables and marks in one step.
        if (session.Number("SELECT COUNT(*) FROM sqlite_master") == 0 && session.Number("PRAGMA application_id") == 0) return 0;
        long application = session.Number("PRAGMA application_id") ?? 0, version = session.Number("PRAGMA user_version") ?? 0;
        if (application != ApplicationId) throw new StudyStorageException($"{path} is no file of studies: it is a SQLite database of another program");
        return version is >= 1 and <= Version ? (int)version : throw new StudyStorageException(string.Create(CultureInfo.InvariantCulture,
            $"{path} has version {version} of the file of studies, but this program reads versions 1 to {Version}"));
    }
}
