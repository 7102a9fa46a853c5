using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>What the lines of a journal add up to, and how each event is written as a line.</summary>
internal sealed class JournalState(string place)
{
    public InMemoryStorage Memory { get; } = new(place);

    public static byte[] Create(StudyRecord study) => JournalLine.Write(writer =>
    {
        Start(writer, "create", study.Id);
        writer.WriteString("name", study.Name);
        writer.WriteString("directions", StoredText.Write(study.Directions));
    });

    public static byte[] Delete(long study) => JournalLine.Write(writer => Start(writer, "delete", study));

    public static byte[] SetAttribute(long study, string key, object? value) => JournalLine.Write(writer =>
    {
        Start(writer, "attribute", study);
        writer.WriteString("key", key);
        writer.WritePropertyName("value");
        Scalar.Write(writer, value);
    });

    public static byte[] Add(long study, TrialRecord trial) => JournalLine.Write(writer =>
    {
        Start(writer, "add", study, trial);
        writer.WritePropertyName("body");
        TrialJson.Write(writer, trial);
    });

    public static byte[] Update(long study, TrialRecord before, TrialRecord after) => JournalLine.Write(writer =>
    {
        Start(writer, "update", study, after);
        TrialDelta.Write(writer, before, after);
    });

    public static byte[] Beat(long study, string owner, DateTimeOffset? at) => JournalLine.Write(writer =>
    {
        Start(writer, "beat", study);
        writer.WriteString("owner", owner);
        if (at is { } time) writer.WriteString("at", time);
    });

    /// <summary>Follows a line that another storage wrote.</summary>
    /// <exception cref="FormatException">The line says what cannot be; the exceptions of <see cref="StoredText.IsMalformed"/> too.</exception>
    public void Apply(JsonElement line)
    {
        long study = line.GetProperty("study").GetInt64();
        switch (line.GetProperty("op").GetString())
        {
            case "create":
                Memory.SkipIds(study - 1);
                long id = Memory.CreateStudy(line.GetProperty("name").GetString()!, StoredText.ReadDirections(line.GetProperty("directions").GetString()!)).Id;
                if (id != study) throw new FormatException(FormattableString.Invariant($"study {study} was created before"));
                break;
            case "delete":
                Memory.DeleteStudy(Memory.ListStudies().Single(s => s.Id == study).Name);
                break;
            case "attribute":
                Memory.SetStudyAttribute(study, line.GetProperty("key").GetString()!, Scalar.Read(line.GetProperty("value")));
                break;
            case "add":
                TrialRecord added = TrialJson.Read(line.GetProperty("body"), NumberOf(line), StateOf(line), OwnerOf(line));
                if (Memory.AddTrial(study, added).Number != added.Number) throw new FormatException(FormattableString.Invariant($"trial {added.Number} is not the next one"));
                break;
            case "update":
                TrialRecord before = Memory.FindTrial(study, NumberOf(line)) ?? throw new FormatException(FormattableString.Invariant($"there is no trial {NumberOf(line)}"));
                Memory.TryUpdateTrial(study, TrialDelta.Read(line, before, StateOf(line), OwnerOf(line)), before.State, before.Owner);
                break;
            case "beat":
                Memory.SetHeartbeat(study, OwnerOf(line)!, line.TryGetProperty("at", out JsonElement at) ? at.GetDateTimeOffset() : null);
                break;
            case string other: throw new FormatException($"there is no event '{other}'");
            case null: throw new FormatException("the event is missing");
        }
    }

    /// <summary>Lines from which <see cref="Apply"/> makes the present state again.</summary>
    public IEnumerable<byte[]> Summarize()
    {
        foreach (StudyRecord study in Memory.ListStudies())
        {
            yield return Create(study);
            foreach ((string key, object? value) in study.UserAttributes) yield return SetAttribute(study.Id, key, value);
            foreach (TrialRecord trial in Memory.ReadTrials(study.Id, 0).Trials) yield return Add(study.Id, trial);
            foreach ((string owner, DateTimeOffset at) in Memory.ListHeartbeats(study.Id)) yield return Beat(study.Id, owner, at);
        }
    }

    private static void Start(Utf8JsonWriter writer, string operation, long study)
    {
        writer.WriteString("op", operation);
        writer.WriteNumber("study", study);
    }

    private static void Start(Utf8JsonWriter writer, string operation, long study, TrialRecord trial)
    {
        Start(writer, operation, study);
        writer.WriteNumber("trial", trial.Number);
        writer.WriteString("state", trial.State.ToString());
        if (trial.Owner is { } owner) writer.WriteString("owner", owner);
    }

    private static int NumberOf(JsonElement line) => line.GetProperty("trial").GetInt32();

    private static TrialState StateOf(JsonElement line) => Enum.Parse<TrialState>(line.GetProperty("state").GetString()!);

    private static string? OwnerOf(JsonElement line) => line.TryGetProperty("owner", out JsonElement owner) ? owner.GetString() : null;
}
