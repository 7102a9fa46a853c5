using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>A whole study as one JSON object. Numbers keep their bits, NaN and infinities included.</summary>
internal static class StudyJson
{
    private const string Format = "MlNetDeep.Tuning study";
    private const int Version = 1;

    // Text stays legible in every language; the file is never part of a web page.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, IndentSize = 1 };

    public static void Write(Stream stream, string name, IReadOnlyList<Direction> directions, IReadOnlyDictionary<string, object?> attributes, IReadOnlyList<TrialRecord> trials)
    {
        using var writer = new Utf8JsonWriter(stream, s_options);
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        writer.WriteNumber("version", Version);
        writer.WriteString("name", name);
        writer.WriteString("directions", StoredText.Write(directions));
        TrialJson.WriteScalars(writer, "attributes", attributes);
        writer.WriteStartArray("trials");
        foreach (TrialRecord trial in trials)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", trial.Number);
            writer.WriteString("state", trial.State.ToString());
            if (trial.Owner is { } owner) writer.WriteString("owner", owner);
            writer.WritePropertyName("body");
            TrialJson.Write(writer, trial);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <exception cref="FormatException">The file is no exported study, or of a newer version.</exception>
    public static (StudyRecord Study, ImmutableArray<TrialRecord> Trials) Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out JsonElement format) || !format.ValueEquals(Format)) throw new FormatException("another format");
            int version = root.GetProperty("version").GetInt32();
            if (version != Version) throw new FormatException(FormattableString.Invariant($"version {version}, but this program reads version {Version}"));
            ImmutableArray<TrialRecord> trials = [.. root.GetProperty("trials").EnumerateArray().Select(ReadTrial)];
            for (int i = 0; i < trials.Length; i++)
                if (trials[i].Number != i) throw new FormatException(FormattableString.Invariant($"trial {trials[i].Number} in the place of trial {i}"));
            return (new StudyRecord(0, root.GetProperty("name").GetString()!, StoredText.ReadDirections(root.GetProperty("directions").GetString()!), TrialJson.ReadScalars(root, "attributes")), trials);
        }
        catch (Exception e) when (StoredText.IsMalformed(e))
        {
            throw new FormatException($"{path} is no exported study: {e.Message}", e);
        }
    }

    private static TrialRecord ReadTrial(JsonElement json) => TrialJson.Read(
        json.GetProperty("body"), json.GetProperty("number").GetInt32(), Enum.Parse<TrialState>(json.GetProperty("state").GetString()!),
        json.TryGetProperty("owner", out JsonElement owner) ? owner.GetString() : null);
}
