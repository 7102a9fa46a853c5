using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>What the lines of a journal add up to, and how each event is written as a line.</summary>
internal sealed class JournalState(string place)
{
    private const string Owner = "owner";

    public InMemoryStorage Memory { get; } = new(place);

    public static byte[] Create(long study, string name, IReadOnlyList<Direction> directions) => JournalLine.Write(writer =>
    {
        Start(writer, "create", study);
        writer.WriteString("name", name);
        writer.WriteString("directions", StoredText.Write(directions));
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
        Start(writer, "add", study);
        WriteTrial(writer, trial);
    });

    /// <param name="study">The study.</param>
    /// <param name="before">The trial before the update.</param>
    /// <param name="after">The trial after it.</param>
    /// <param name="successor">The trial that is added in the same step, with its number; part of the line, so that no tear comes between.</param>
    public static byte[] Update(long study, TrialRecord before, TrialRecord after, TrialRecord? successor) => JournalLine.Write(writer =>
    {
        Start(writer, "update", study);
        Identify(writer, after);
        TrialDelta.Write(writer, before, after);
        if (successor is null) return;
        writer.WriteStartObject("then");
        WriteTrial(writer, successor);
        writer.WriteEndObject();
    });

    public static byte[] Beat(long study, string owner, DateTimeOffset? at) => JournalLine.Write(writer =>
    {
        Start(writer, "beat", study);
        writer.WriteString(Owner, owner);
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
                AddRead(study, ReadTrial(line));
                break;
            case "update":
                TrialRecord before = Memory.FindTrial(study, NumberOf(line)) ?? throw new FormatException(FormattableString.Invariant($"there is no trial {NumberOf(line)}"));
                Memory.TryUpdateTrial(study, TrialDelta.Read(line, before, StateOf(line), OwnerOf(line)), before.State, before.Owner);
                if (line.TryGetProperty("then", out JsonElement successor)) AddRead(study, ReadTrial(successor));
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
            yield return Create(study.Id, study.Name, study.Directions);
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

    private static void Identify(Utf8JsonWriter writer, TrialRecord trial)
    {
        writer.WriteNumber("trial", trial.Number);
        writer.WriteString("state", trial.State.ToString());
        if (trial.Owner is { } owner) writer.WriteString(Owner, owner);
    }

    private static void WriteTrial(Utf8JsonWriter writer, TrialRecord trial)
    {
        Identify(writer, trial);
        writer.WritePropertyName("body");
        TrialJson.Write(writer, trial);
    }

    private static TrialRecord ReadTrial(JsonElement json) => TrialJson.Read(json.GetProperty("body"), NumberOf(json), StateOf(json), OwnerOf(json));

    private static int NumberOf(JsonElement json) => json.GetProperty("trial").GetInt32();

    private static TrialState StateOf(JsonElement json) => Enum.Parse<TrialState>(json.GetProperty("state").GetString()!);

    private static string? OwnerOf(JsonElement json) => json.TryGetProperty(Owner, out JsonElement owner) ? owner.GetString() : null;

    private void AddRead(long study, TrialRecord trial)
    {
        if (!Memory.TryAddTrial(study, trial)) throw new FormatException(FormattableString.Invariant($"trial {trial.Number} is not the next one"));
    }
}
