using System.Text;
using System.Text.Json;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Storage;

public class JournalStorageConformance : DurableStorageConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override IStudyStorage Create() => new JournalStorage(_folder.File("studies ✓.journal"));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class JournalStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public JournalStorageTests() => _file = _folder.File("studies.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_person_can_read_the_file()
    {
        using (var storage = new JournalStorage(_file))
        {
            Study study = Study.Open(new() { Name = "größe", Storage = storage, Seed = 1 });
            Trial trial = study.Ask();
            trial.SuggestInt("units", 7, 7);
            study.Tell(trial, 0.5);
        }
        string[] lines = File.ReadAllLines(_file);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        Assert.StartsWith("""{"op":"journal","version":1,"id":""", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"op":"create","study":1,"name":"größe","directions":"minimize","crc":""", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("""{"op":"beat","study":1,"owner":""", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("""{"op":"add","study":1,"trial":0,"state":"Running","owner":""", lines[3], StringComparison.Ordinal);
        Assert.Contains("""keep":["started"],"body":{"parameters":[{"name":"units","value":7,"distribution":{"kind":"int","low":7,"high":7}}]}""", lines[4], StringComparison.Ordinal);
        Assert.Contains("""keep":["parameters","started"],"body":{"values":[0.5],""", lines[^1], StringComparison.Ordinal);   // only what is new
    }

    [Fact]
    public void A_checksum_is_the_CRC_32C_of_what_precedes_it()
    {
        // The check value of CRC-32C is that of the digits 1 to 9 (RFC 3720, appendix B.4, has others).
        Assert.True(JournalLine.IsIntact("123456789,\"crc\":\"e3069283\"}"u8));
        Assert.False(JournalLine.IsIntact("123456788,\"crc\":\"e3069283\"}"u8));
        Assert.False(JournalLine.IsIntact("\"}"u8));
    }

    [Fact]
    public void Contract37_the_log_is_replayed_after_a_partial_last_line()
    {
        Fill(_file, 3);
        byte[] whole = File.ReadAllBytes(_file);
        int start = LastLine(whole);
        for (int kept = start; kept < whole.Length; kept++)
        {
            File.WriteAllBytes(_file, whole[..kept]);
            using var storage = new JournalStorage(_file);
            Study study = Study.Open(new() { Storage = storage, Worker = Workers.Elsewhere });
            Assert.Equal([TrialState.Complete, TrialState.Complete, TrialState.Running], study.Trials.Select(t => t.State));   // the last line told the third
            study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.125 });
            using var again = new JournalStorage(_file);
            Assert.Equal(0.125, Study.Open(new() { Storage = again }).Trials[3].Fixed["x"]);
        }
    }

    [Fact]
    public void A_partial_line_is_left_alone_by_readers_and_completed_or_dropped_by_writers()
    {
        using var storage = new JournalStorage(_file);
        StudyRecord study = storage.CreateStudy("s", [Direction.Minimize]);
        byte[] line = JournalState.Add(study.Id, new TrialRecord { Owner = "größe" });
        Append(line[..^10]);
        Assert.Empty(storage.ReadTrials(study.Id, 0).Trials);
        Append(line[^10..]);   // its writer was only slow
        Assert.Equal("größe", Assert.Single(storage.ReadTrials(study.Id, 0).Trials).Owner);
        long length = new FileInfo(_file).Length;
        Append(JournalState.Add(study.Id, new TrialRecord { Number = 1, Owner = "killed" })[..^10]);
        Assert.Equal(1, storage.AddTrial(study.Id, new TrialRecord { Owner = "b" }).Number);
        Assert.DoesNotContain("killed", File.ReadAllText(_file), StringComparison.Ordinal);
        Assert.True(new FileInfo(_file).Length > length);
        Append([.. new byte[5000], (byte)'\n']);   // what some file systems leave after the power failed
        Assert.Equal(["größe", "b"], storage.ReadTrials(study.Id, 0).Trials.Select(t => t.Owner!));
        Assert.Equal(2, storage.AddTrial(study.Id, new TrialRecord()).Number);
    }

    [Fact]
    public void Contract37_a_snapshot_restores_what_a_replay_does()
    {
        Fill(_file, 40, new string('é', 30_000));
        string snapshot = _file + ".snapshot";
        Assert.True(File.Exists(snapshot));
        string[] fromSnapshot = Content(_file);
        byte[] saved = File.ReadAllBytes(snapshot);
        File.Delete(snapshot);
        Assert.Equal(fromSnapshot, Content(_file));

        foreach (int kept in new[] { 0, 10, saved.Length / 2, LastLine(saved), saved.Length - 1 })
        {
            File.WriteAllBytes(snapshot, saved[..kept]);
            Assert.Equal(fromSnapshot, Content(_file));   // an incomplete one is passed over
        }
        byte[] damaged = [.. saved];
        damaged[saved.Length / 2] ^= 1;
        File.WriteAllBytes(snapshot, damaged);
        Assert.Equal(fromSnapshot, Content(_file));

        string other = _folder.File("other.journal");
        Fill(other, 2);
        string[] content = Content(other);
        File.WriteAllBytes(other + ".snapshot", saved);
        Assert.Equal(content, Content(other));   // a snapshot of another journal
    }

    [Fact]
    public void A_snapshot_spares_reading_what_it_covers()
    {
        Fill(_file, 40, new string('é', 30_000));
        byte[] journal = File.ReadAllBytes(_file);
        int place = Encoding.UTF8.GetString(journal[..2000]).IndexOf("\"state\"", StringComparison.Ordinal);
        journal[place + 1] ^= 1;
        File.WriteAllBytes(_file, journal);
        Assert.Equal(80, Content(_file).Length);
        File.Delete(_file + ".snapshot");
        Assert.Contains("studies.journal is damaged: line ", Assert.Throws<StudyStorageException>(() => Content(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_of_deleted_studies_are_not_given_again_after_a_snapshot()
    {
        using (var storage = new JournalStorage(_file))
        {
            Assert.Equal(1, storage.CreateStudy("a", [Direction.Minimize]).Id);
            Assert.Equal(2, storage.CreateStudy("b", [Direction.Minimize]).Id);
            storage.DeleteStudy("b");
        }
        Fill(_file, 20, new string('é', 30_000), "a");
        Assert.True(File.Exists(_file + ".snapshot"));
        using var again = new JournalStorage(_file);
        Assert.Equal(3, again.CreateStudy("b", [Direction.Minimize]).Id);
    }

    [Fact]
    public void Damage_is_named_by_its_line()
    {
        Fill(_file, 2);
        string[] lines = File.ReadAllLines(_file);
        lines[3] = lines[3].Replace("Running", "Waiting", StringComparison.Ordinal);
        File.WriteAllLines(_file, lines);
        Assert.Contains("studies.journal is damaged: line 4 does not match its checksum, but a later one does", Assert.Throws<StudyStorageException>(() => new JournalStorage(_file)).Message, StringComparison.Ordinal);

        string other = _folder.File("other.journal");
        File.WriteAllLines(other, [.. lines[..2], Encoding.UTF8.GetString(JournalState.Add(1, new TrialRecord { Number = 5 })).TrimEnd('\n')]);
        Assert.Contains("other.journal is damaged: line 3 cannot be read (trial 5 is not the next one)", Assert.Throws<StudyStorageException>(() => new JournalStorage(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_that_appears_later_is_told_to_readers()
    {
        using var storage = new JournalStorage(_file);
        StudyRecord study = storage.CreateStudy("s", [Direction.Minimize]);
        byte[] line = JournalState.Add(study.Id, new TrialRecord());
        byte[] damaged = [.. line];
        damaged[10] ^= 1;
        Append([.. damaged, .. line]);
        Assert.Contains("line 3 does not match", Assert.Throws<StudyStorageException>(() => storage.ReadTrials(study.Id, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_or_version_is_refused_by_name()
    {
        foreach (string text in new[] { "This is no journal.\nNo.", "{\"op\":\"other\"}", "no line end" })
        {
            File.WriteAllText(_file, text);
            Assert.Contains("studies.journal is no journal of studies", Assert.Throws<StudyStorageException>(() => new JournalStorage(_file)).Message, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(_file));
        }
        File.WriteAllBytes(_file, JournalLine.Write(writer =>
        {
            writer.WriteString("op", "journal");
            writer.WriteNumber("version", 9);
        }));
        Assert.Contains("has version 9 of the journal of studies, but this program reads version 1", Assert.Throws<StudyStorageException>(() => new JournalStorage(_file)).Message, StringComparison.Ordinal);
        Assert.Contains("does its folder exist", Assert.Throws<StudyStorageException>(() => new JournalStorage(_folder.File("none/a.journal"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"op\":\"jou")]
    [InlineData("{\"op\":\"journal\",\"version\":1,\"id\"")]
    public void A_journal_whose_creator_was_killed_is_begun_again(string beginning)
    {
        File.WriteAllText(_file, beginning);
        using var storage = new JournalStorage(_file);
        Assert.Equal(1, storage.CreateStudy("s", [Direction.Minimize]).Id);
        using var again = new JournalStorage(_file);
        Assert.Single(again.ListStudies());
    }

    [Fact]
    public void A_writer_that_holds_the_lock_too_long_is_named()
    {
        using var storage = new JournalStorage(_file, lockTimeout: TimeSpan.FromMilliseconds(30));
        StudyRecord study = storage.CreateStudy("s", [Direction.Minimize]);
        using (FileLock.Take(_file + ".lock", TimeSpan.FromSeconds(1)))
        {
            Assert.Contains("studies.journal.lock is locked: another process has been writing for 0.03 s", Assert.Throws<StudyStorageException>(() => storage.AddTrial(study.Id, new TrialRecord())).Message, StringComparison.Ordinal);
            Assert.Empty(storage.ReadTrials(study.Id, 0).Trials);   // readers do not wait
        }
        Assert.Equal(0, storage.AddTrial(study.Id, new TrialRecord()).Number);
    }

    private static void Fill(string file, int trials, string note = "", string name = "study")
    {
        using var storage = new JournalStorage(file);
        Study study = Study.Open(new() { Name = name, Storage = storage, Worker = Workers.Elsewhere });
        for (int i = 0; i < trials; i++)
        {
            Trial trial = study.Ask();
            trial.SuggestFloat("x", 0, 1);
            trial.Report(i, 0);
            if (note.Length > 0) trial.SetUserAttribute("note", note);
            study.Tell(trial, i % 3 == 0 ? double.PositiveInfinity : i);
            if (note.Length > 0) study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.5 });
            if (note.Length > 0) study.Tell(study.Ask(), null, TrialState.Failed);
        }
    }

    private static string[] Content(string file)
    {
        using var storage = new JournalStorage(file);
        return [.. storage.ListStudies().SelectMany(study => storage.ReadTrials(study.Id, 0).Trials).Select(trial => $"{trial.Number} {trial.State} {trial.Owner} {TrialJson.Write(trial)}")];
    }

    private static int LastLine(byte[] bytes) => Array.LastIndexOf(bytes, (byte)'\n', bytes.Length - 2) + 1;

    private void Append(byte[] bytes)
    {
        using var stream = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(bytes);
    }
}
