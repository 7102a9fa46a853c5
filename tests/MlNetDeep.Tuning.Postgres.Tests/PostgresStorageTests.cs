using MlNetDeep.TestSupport;
using MlNetDeep.Tuning.Tests.Storage;
using Npgsql;

namespace MlNetDeep.Tuning.Postgres.Tests;

public class PostgresStorageConformance(PostgresServer server) : DurableStorageConformance
{
    private readonly string _schema = server.NewSchema();

    protected override IStudyStorage Create() => new PostgresStorage(server.Connection, _schema);
}

public sealed class PostgresStorageTests(PostgresServer server)
{
    private readonly string _schema = server.NewSchema();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_commit_whose_answer_is_lost_is_made_exactly_once(bool reachesServer)
    {
        using var folder = new TemporaryFolder();
        using var proxy = new LossyProxy(new NpgsqlConnectionStringBuilder(server.Connection).Host!, folder.Path, reachesServer);
        using var storage = new PostgresStorage(proxy.Connection, _schema);
        long id = storage.CreateStudy("s", [Direction.Minimize]).Id;
        for (int i = 0; i < 5; i++)
        {
            proxy.BreakNextCommit();
            Assert.Equal(i, storage.AddTrial(id, new TrialRecord { Owner = $"{i}" }).Number);
            proxy.BreakNextCommit();
            Assert.True(storage.TryUpdateTrial(id, new TrialRecord { Number = i, State = TrialState.Failed }, TrialState.Running, $"{i}"));
        }
        Assert.Equal(10, proxy.Broken);
        Assert.Equal(Enumerable.Repeat(TrialState.Failed, 5), storage.ReadTrials(id, 0).Trials.Select(t => t.State));
        Assert.Equal(10, storage.ReadTrials(id, 0).Revision);
    }

    [Fact]
    public void A_server_that_stays_away_gives_an_error_after_the_given_time()
    {
        string nowhere = "Host=/tmp/no-server-here;Username=postgres;Database=postgres;Password=secret";
        string message = Assert.Throws<StudyStorageException>(() => new PostgresStorage(nowhere, retryFor: TimeSpan.FromMilliseconds(30))).Message;
        Assert.Contains("the PostgreSQL database 'postgres' on /tmp/no-server-here cannot be read or written", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_and_tables_of_others_are_refused()
    {
        using (new PostgresStorage(server.Connection, _schema)) { }
        Execute($"UPDATE {_schema}.version SET number = 9");
        Assert.Contains($"schema {_schema} of the PostgreSQL database 'postgres' on ", Refused(_schema), StringComparison.Ordinal);
        Assert.Contains("has version 9 of the tables of studies, but this program reads version 1", Refused(_schema), StringComparison.Ordinal);

        string other = server.NewSchema();
        Execute($"CREATE SCHEMA {other}");
        Execute($"CREATE TABLE {other}.customers (id int)");
        Assert.Contains("is not one of studies: it has tables of another program", Refused(other), StringComparison.Ordinal);

        string Refused(string schema) => Assert.Throws<StudyStorageException>(() => new PostgresStorage(server.Connection, schema)).Message;
    }

    [Theory]
    [InlineData("")]
    [InlineData("Studies")]
    [InlineData("1a")]
    [InlineData("a; DROP TABLE studies")]
    public void A_schemas_name_is_checked(string schema) =>
        Assert.Contains($"'{schema}' does not", Assert.Throws<ArgumentException>(() => new PostgresStorage("Host=x", schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_trial_is_named()
    {
        using var storage = new PostgresStorage(server.Connection, _schema);
        Study.Open(new() { Storage = storage }).Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 2 });
        Execute($"UPDATE {_schema}.trials SET body = '[]' WHERE number = 1");
        Study study = Study.Open(new() { Storage = storage });
        Assert.Contains("is damaged: trial 1 cannot be read", Assert.Throws<StudyStorageException>(() => study.Trials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Closing_leaves_no_trace_of_the_writer()
    {
        using (var storage = new PostgresStorage(server.Connection, _schema)) storage.CreateStudy("s", [Direction.Minimize]);
        using var connection = new NpgsqlConnection(server.Connection);
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT count(*) FROM {_schema}.writers", connection);
        Assert.Equal(0L, command.ExecuteScalar());
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(server.Connection);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
