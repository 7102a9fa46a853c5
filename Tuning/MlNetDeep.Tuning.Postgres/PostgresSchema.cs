using System.Globalization;

namespace MlNetDeep.Tuning.Postgres;

/// <summary>The tables of the studies within a database, and their version.</summary>
internal static class PostgresSchema
{
    private const int Version = 1;

    // "MNDT": one process at a time sets the tables up.
    private const long SetUpLock = 0x4D4E4454;

    private static readonly string[] s_tables =
    [
        "CREATE TABLE version (number bigint NOT NULL)",
        """
        CREATE TABLE studies (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL UNIQUE,
            directions text NOT NULL,
            attributes text NOT NULL DEFAULT '{}',
            revision bigint NOT NULL DEFAULT 0,
            trial_count bigint NOT NULL DEFAULT 0)
        """,
        """
        CREATE TABLE trials (
            study_id bigint NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            number bigint NOT NULL,
            state text NOT NULL,
            owner text,
            revision bigint NOT NULL,
            body text NOT NULL,
            PRIMARY KEY (study_id, number))
        """,
        "CREATE INDEX trials_by_revision ON trials (study_id, revision)",
        """
        CREATE TABLE workers (
            study_id bigint NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
            owner text NOT NULL,
            seen bigint NOT NULL,
            PRIMARY KEY (study_id, owner))
        """,
        // The last transaction of each program that writes; see PostgresWriter.
        """
        CREATE TABLE writers (
            id text PRIMARY KEY,
            batch bigint NOT NULL,
            seen timestamptz NOT NULL DEFAULT now())
        """,
    ];

    /// <summary>Creates the tables if the schema has none, and checks their version. The connection's search path is the schema.</summary>
    public static void Prepare(PostgresSession session, string schema, string place)
    {
        using Npgsql.NpgsqlTransaction transaction = session.Connection.BeginTransaction();
        session.Execute("SELECT pg_advisory_xact_lock($1)", SetUpLock);
        if (session.Number("SELECT count(*) FROM pg_namespace WHERE nspname = $1", schema) == 0) session.Execute($"CREATE SCHEMA {schema}");
        if (session.Text("SELECT to_regclass($1)::text", schema + ".version") is null)
        {
            if (session.Number("SELECT count(*) FROM pg_class WHERE relnamespace = $1::regnamespace", schema) > 0)
                throw new StudyStorageException($"schema {schema} of {place} is not one of studies: it has tables of another program");
            foreach (string statement in s_tables) session.Execute(statement);
            session.Execute("INSERT INTO version (number) VALUES ($1)", Version);
        }
        long? version = session.Number("SELECT number FROM version");
        if (version != Version)
            throw new StudyStorageException(string.Create(CultureInfo.InvariantCulture, $"schema {schema} of {place} has version {version} of the tables of studies, but this program reads version {Version}"));
        session.Execute("DELETE FROM writers WHERE seen < now() - interval '7 days'");   // of programs that were killed
        transaction.Commit();
    }
}
