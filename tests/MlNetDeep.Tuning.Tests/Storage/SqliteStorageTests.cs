using Microsoft.Data.Sqlite;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Storage;

public class SqliteStorageConformance : DurableStorageConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override IStudyStorage Create() => new SqliteStorage(_folder.File("größe ✓.db"));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class SqliteStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_another_kind_is_refused_by_name()
    {
        string text = _folder.File("notes.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("This is no database. ", 100)));
        string message = Assert.Throws<StudyStorageException>(() => new SqliteStorage(text)).Message;
        Assert.Contains("notes.txt is no file of studies: it is not a SQLite database", message, StringComparison.Ordinal);
        Assert.StartsWith("This is no database.", File.ReadAllText(text), StringComparison.Ordinal);

        string database = _folder.File("other.db");
        Execute(database, "CREATE TABLE customers (id INTEGER)");
        Assert.Contains("other.db is no file of studies: it is a SQLite database of another program", Assert.Throws<StudyStorageException>(() => new SqliteStorage(database)).Message, StringComparison.Ordinal);

        Assert.Contains("cannot be opened", Assert.Throws<StudyStorageException>(() => new SqliteStorage(_folder.File("none/studies.db"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_is_refused()
    {
        string file = _folder.File("studies.db");
        using (new SqliteStorage(file)) { }
        Execute(file, "PRAGMA user_version = 9");
        Assert.Contains("has version 9 of the file of studies, but this program reads versions 1 to 2", Assert.Throws<StudyStorageException>(() => new SqliteStorage(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_version_1_is_upgraded_and_read()
    {
        string file = _folder.File("old.db");
        File.Copy(Repository.Golden("tuner", "study-v1.db"), file);
        using (var storage = new SqliteStorage(file))
        {
            Assert.Equal([("größe", 2), ("other", 1)], storage.ListStudies().Select(s => (s.Name, s.Directions.Count)));
            Study study = Study.Open(new() { Name = "größe", Storage = storage, Directions = [Direction.Minimize, Direction.Maximize], Seed = 7 });
            Assert.Equal(("written by version 1", 2.5), (study.UserAttributes["note"], study.UserAttributes["budget"]));
            Assert.Equal([TrialState.Complete, TrialState.Complete, TrialState.Pruned, TrialState.Failed, TrialState.Complete, TrialState.Complete, TrialState.Waiting], study.Trials.Select(t => t.State));
            TrialRecord first = study.Trials[0];
            Assert.Equal((0.1, 64, "tanh", 0.1 / 3), (first.Parameters["x"].Value, first.Parameters["n"].Value, first.Parameters["act"].Value, first.Values[0]));
            Assert.Equal((64.0 - 300, "α.bin", 64.0), (first.Constraints["size"], first.UserAttributes["file"], first.IntermediateValues[0].Values[1]));
            Assert.Equal("InvalidOperationException: no luck", study.Trials[3].Message);
            Assert.Equal(0.5, study.Trials[6].Fixed["x"]);
            study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.25 });
            storage.DeleteStudy("other");
            Assert.Equal(3, storage.CreateStudy("new", [Direction.Minimize]).Id);   // not the id of the deleted one
        }
        using var again = new SqliteStorage(file);
        Assert.Equal(8, again.ReadTrials(again.FindStudy("größe")!.Id, 0).Trials.Count);
        Assert.Equal("new", again.ListStudies()[1].Name);
    }

    [Theory]
    [InlineData("UPDATE trials SET body = substr(body, 1, 20) WHERE number = 1")]
    [InlineData("UPDATE trials SET body = '{\"values\":[\"x\"]}' WHERE number = 1")]
    [InlineData("UPDATE trials SET body = '[]' WHERE number = 1")]
    [InlineData("UPDATE trials SET body = '{\"reports\":[[1]]}' WHERE number = 1")]
    [InlineData("UPDATE trials SET state = 'Sleeping' WHERE number = 1")]
    public void A_damaged_trial_is_named(string damage)
    {
        string file = _folder.File("studies.db");
        using (var storage = new SqliteStorage(file)) Study.Open(new() { Storage = storage }).Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 3 });
        Execute(file, damage);
        using var again = new SqliteStorage(file);
        Study study = Study.Open(new() { Storage = again });
        Assert.Contains("studies.db is damaged: trial 1 cannot be read", Assert.Throws<StudyStorageException>(() => study.Trials).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_or_overwritten_gives_one_clear_error()
    {
        string file = _folder.File("studies.db");
        using (var storage = new SqliteStorage(file)) Study.Open(new() { Storage = storage }).Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 50 });
        byte[] whole = File.ReadAllBytes(file);
        for (int kept = 50; kept < whole.Length; kept += whole.Length / 7)
        {
            File.WriteAllBytes(file, whole[..kept]);
            Refused(file);
        }
        byte[] overwritten = [.. whole];
        Array.Fill(overwritten, (byte)0xA5, 100, overwritten.Length - 100);
        File.WriteAllBytes(file, overwritten);
        Refused(file);

        static void Refused(string file)
        {
            string message = Assert.Throws<StudyStorageException>(() =>
            {
                using var storage = new SqliteStorage(file);
                _ = Study.Open(new() { Storage = storage }).Trials;
            }).Message;
            Assert.Contains("studies.db", message, StringComparison.Ordinal);
        }
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
