using System.Globalization;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>What the storages have in common: how the columns of studies and trials are written, and what is said when they cannot be read.</summary>
internal static class StoredText
{
    public static string Write(IReadOnlyList<Direction> directions) => string.Join(',', directions.Select(d => d == Direction.Maximize ? "maximize" : "minimize"));

    public static Direction[] ReadDirections(string text) => [.. text.Split(',').Select(d => Enum.Parse<Direction>(d, ignoreCase: true))];

    /// <summary>The attributes of a study, as JSON, with one of them set.</summary>
    public static string SetAttribute(string json, string key, object? value) =>
        TrialJson.WriteScalars(new Dictionary<string, object?>(TrialJson.ReadScalars(json), StringComparer.Ordinal) { [key] = value });

    public static StudyRecord ReadStudy(string place, long id, string name, string directions, string attributes)
    {
        try
        {
            return new StudyRecord(id, name, ReadDirections(directions), TrialJson.ReadScalars(attributes));
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new StudyStorageException($"{place} is damaged: study '{name}' cannot be read ({e.Message})", e);
        }
    }

    public static TrialRecord ReadTrial(string place, long number, string state, string? owner, string body)
    {
        try
        {
            return TrialJson.Read(body, checked((int)number), Enum.Parse<TrialState>(state), owner);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new StudyStorageException(string.Create(CultureInfo.InvariantCulture, $"{place} is damaged: trial {number} cannot be read ({e.Message})"), e);
        }
    }

    /// <summary>Whether reading JSON or a column threw this because of what it holds.</summary>
    public static bool IsMalformed(Exception e) =>
        e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException or IndexOutOfRangeException;

    public static DuplicateStudyException Duplicate(string place, string name) => new($"{place} has a study '{name}' already");

    public static InvalidOperationException NoStudy(string place, long id) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{place} has no study with id {id}; was it deleted?"));
}
