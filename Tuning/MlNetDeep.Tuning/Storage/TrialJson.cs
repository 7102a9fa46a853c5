using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>The body of a stored trial: all of it but number, state and owner, which are columns. Doubles keep their bits.</summary>
internal static class TrialJson
{
    public static string Write(TrialRecord trial)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, trial);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, TrialRecord trial)
    {
        writer.WriteStartObject();
        if (!trial.Values.IsEmpty) WriteDoubles(writer, "values", trial.Values);
        WriteParameters(writer, trial.Parameters);
        WriteScalars(writer, "fixed", trial.Fixed);
        WriteReports(writer, trial.IntermediateValues);
        WriteExecutions(writer, trial.ExecutionValues);
        WriteScalars(writer, "attributes", trial.UserAttributes);
        WriteScalars(writer, "notes", trial.SamplerNotes);
        WriteConstraints(writer, trial.Constraints);
        if (trial.Started is { } started) writer.WriteString("started", started);
        if (trial.Finished is { } finished) writer.WriteString("finished", finished);
        if (trial.Message is { } message) writer.WriteString("message", message);
        WriteRetries(writer, trial.RetryHistory);
        if (trial.ResumedAfterStep is { } step) writer.WriteNumber("resumedAfterStep", step);
        writer.WriteEndObject();
    }

    public static TrialRecord Read(string json, int number, TrialState state, string? owner)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Read(document.RootElement, number, state, owner);
    }

    public static TrialRecord Read(JsonElement root, int number, TrialState state, string? owner) =>
        new()
        {
            Number = number,
            State = state,
            Owner = owner,
            Values = root.TryGetProperty("values", out JsonElement values) ? ReadDoubles(values) : [],
            Parameters = ReadParameters(root),
            Fixed = ReadScalars(root, "fixed"),
            IntermediateValues = ReadReports(root),
            ExecutionValues = root.TryGetProperty("executions", out JsonElement executions) ? [.. executions.EnumerateArray().Select(ReadDoubles)] : [],
            UserAttributes = ReadScalars(root, "attributes"),
            SamplerNotes = ReadScalars(root, "notes"),
            Constraints = ReadConstraints(root),
            Started = root.TryGetProperty("started", out JsonElement started) ? started.GetDateTimeOffset() : null,
            Finished = root.TryGetProperty("finished", out JsonElement finished) ? finished.GetDateTimeOffset() : null,
            Message = root.TryGetProperty("message", out JsonElement message) ? message.GetString() : null,
            RetryHistory = ReadRetries(root),
            ResumedAfterStep = root.TryGetProperty("resumedAfterStep", out JsonElement step) ? step.GetInt32() : null,
        };

    public static string WriteScalars(IReadOnlyDictionary<string, object?> scalars)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteScalars(writer, "attributes", scalars);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyDictionary<string, object?> ReadScalars(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return ReadScalars(document.RootElement, "attributes");
    }

    private static void WriteDoubles(Utf8JsonWriter writer, string? name, ImmutableArray<double> values)
    {
        if (name is null) writer.WriteStartArray();
        else writer.WriteStartArray(name);
        foreach (double value in values) Scalar.WriteDouble(writer, value);
        writer.WriteEndArray();
    }

    private static void WriteParameters(Utf8JsonWriter writer, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        if (parameters.Count == 0) return;
        writer.WriteStartArray("parameters");
        foreach ((string name, ParameterValue parameter) in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WritePropertyName("value");
            Scalar.WriteDouble(writer, parameter.Internal);
            writer.WritePropertyName("distribution");
            parameter.Distribution.Write(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void WriteScalars(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, object?> scalars)
    {
        if (scalars.Count == 0) return;
        writer.WriteStartObject(name);
        foreach ((string key, object? value) in scalars)
        {
            writer.WritePropertyName(key);
            Scalar.Write(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteConstraints(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> constraints)
    {
        if (constraints.Count == 0) return;
        writer.WriteStartObject("constraints");
        foreach ((string name, double value) in constraints)
        {
            writer.WritePropertyName(name);
            Scalar.WriteDouble(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteReports(Utf8JsonWriter writer, ImmutableArray<IntermediateValue> reports)
    {
        if (reports.IsEmpty) return;
        writer.WriteStartArray("reports");
        foreach (IntermediateValue report in reports)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(report.Execution);
            writer.WriteNumberValue(report.Step);
            foreach (double value in report.Values) Scalar.WriteDouble(writer, value);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private static void WriteExecutions(Utf8JsonWriter writer, ImmutableArray<ImmutableArray<double>> executions)
    {
        if (executions.IsEmpty) return;
        writer.WriteStartArray("executions");
        foreach (ImmutableArray<double> values in executions) WriteDoubles(writer, null, values);
        writer.WriteEndArray();
    }

    private static void WriteRetries(Utf8JsonWriter writer, ImmutableArray<int> history)
    {
        if (history.IsEmpty) return;
        writer.WriteStartArray("retryHistory");
        foreach (int number in history) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    // The first version kept the last number and the count only.
    private static ImmutableArray<int> ReadRetries(JsonElement root) =>
        root.TryGetProperty("retryHistory", out JsonElement history) ? [.. history.EnumerateArray().Select(number => number.GetInt32())]
        : root.TryGetProperty("retryOf", out JsonElement last) ? [.. Enumerable.Repeat(last.GetInt32(), root.GetProperty("retries").GetInt32())]
        : [];

    private static ImmutableArray<double> ReadDoubles(JsonElement json) => [.. json.EnumerateArray().Select(Scalar.ReadDouble)];

    private static OrderedDictionary<string, ParameterValue> ReadParameters(JsonElement root)
    {
        var parameters = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (!root.TryGetProperty("parameters", out JsonElement json)) return parameters;
        foreach (JsonElement parameter in json.EnumerateArray())
        {
            string name = parameter.GetProperty("name").GetString() ?? throw new FormatException("a parameter has no name");
            parameters[name] = new ParameterValue(Distribution.Read(parameter.GetProperty("distribution")), Scalar.ReadDouble(parameter.GetProperty("value")));
        }
        return parameters;
    }

    public static OrderedDictionary<string, object?> ReadScalars(JsonElement root, string name)
    {
        var scalars = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        if (root.TryGetProperty(name, out JsonElement json))
            foreach (JsonProperty property in json.EnumerateObject()) scalars[property.Name] = Scalar.Read(property.Value);
        return scalars;
    }

    private static OrderedDictionary<string, double> ReadConstraints(JsonElement root)
    {
        var constraints = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        if (root.TryGetProperty("constraints", out JsonElement json))
            foreach (JsonProperty property in json.EnumerateObject()) constraints[property.Name] = Scalar.ReadDouble(property.Value);
        return constraints;
    }

    private static ImmutableArray<IntermediateValue> ReadReports(JsonElement root) => !root.TryGetProperty("reports", out JsonElement json) ? [] :
        [.. json.EnumerateArray().Select(report => new IntermediateValue(report[0].GetInt32(), report[1].GetInt32(), [.. report.EnumerateArray().Skip(2).Select(Scalar.ReadDouble)]))];
}
