using System.Collections.Immutable;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// What an update changes of a trial: the parts that stay are named, the others written. Of parameters and reports, which grow, only
/// what was added is written.
/// </summary>
internal static class TrialDelta
{
    private const string Values = "values", Parameters = "parameters", Fixed = "fixed", Reports = "reports", Executions = "executions", Attributes = "attributes",
        Notes = "notes", Constraints = "constraints", Started = "started", Finished = "finished", Message = "message";

    public static void Write(Utf8JsonWriter writer, TrialRecord before, TrialRecord after)
    {
        var kept = new List<string>();
        bool Keeps(string part, bool stays)
        {
            if (stays) kept.Add(part);
            return stays;
        }

        TrialRecord changes = after;
        if (Keeps(Values, !before.Values.IsEmpty && SameBits(before.Values, after.Values))) changes = changes with { Values = [] };
        if (Keeps(Parameters, before.Parameters.Count > 0 && IsBeginning(before.Parameters, after.Parameters)))
            changes = changes with { Parameters = new OrderedDictionary<string, ParameterValue>(after.Parameters.Skip(before.Parameters.Count), StringComparer.Ordinal) };
        if (Keeps(Fixed, before.Fixed.Count > 0 && Same(before.Fixed, after.Fixed))) changes = changes with { Fixed = ImmutableDictionary<string, object?>.Empty };
        if (Keeps(Reports, !before.IntermediateValues.IsEmpty && IsBeginning(before.IntermediateValues, after.IntermediateValues)))
            changes = changes with { IntermediateValues = after.IntermediateValues[before.IntermediateValues.Length..] };
        if (Keeps(Executions, !before.ExecutionValues.IsEmpty && Same(before.ExecutionValues, after.ExecutionValues))) changes = changes with { ExecutionValues = [] };
        if (Keeps(Attributes, before.UserAttributes.Count > 0 && Same(before.UserAttributes, after.UserAttributes))) changes = changes with { UserAttributes = ImmutableDictionary<string, object?>.Empty };
        if (Keeps(Notes, before.SamplerNotes.Count > 0 && Same(before.SamplerNotes, after.SamplerNotes))) changes = changes with { SamplerNotes = ImmutableDictionary<string, object?>.Empty };
        if (Keeps(Constraints, before.Constraints.Count > 0 && Same(before.Constraints, after.Constraints))) changes = changes with { Constraints = ImmutableDictionary<string, double>.Empty };
        if (Keeps(Started, before.Started is { } started && after.Started is { } start && started.EqualsExact(start))) changes = changes with { Started = null };
        if (Keeps(Finished, before.Finished is { } finished && after.Finished is { } end && finished.EqualsExact(end))) changes = changes with { Finished = null };
        if (Keeps(Message, before.Message is not null && before.Message == after.Message)) changes = changes with { Message = null };

        writer.WriteStartArray("keep");
        foreach (string part in kept) writer.WriteStringValue(part);
        writer.WriteEndArray();
        writer.WritePropertyName("body");
        TrialJson.Write(writer, changes);
    }

    public static TrialRecord Read(JsonElement line, TrialRecord before, TrialState state, string? owner)
    {
        HashSet<string?> kept = [.. line.GetProperty("keep").EnumerateArray().Select(part => part.GetString())];
        TrialRecord changes = TrialJson.Read(line.GetProperty("body"), before.Number, state, owner);
        return changes with
        {
            Values = kept.Contains(Values) ? before.Values : changes.Values,
            Parameters = kept.Contains(Parameters) ? new OrderedDictionary<string, ParameterValue>(before.Parameters.Concat(changes.Parameters), StringComparer.Ordinal) : changes.Parameters,
            Fixed = kept.Contains(Fixed) ? before.Fixed : changes.Fixed,
            IntermediateValues = kept.Contains(Reports) ? [.. before.IntermediateValues, .. changes.IntermediateValues] : changes.IntermediateValues,
            ExecutionValues = kept.Contains(Executions) ? before.ExecutionValues : changes.ExecutionValues,
            UserAttributes = kept.Contains(Attributes) ? before.UserAttributes : changes.UserAttributes,
            SamplerNotes = kept.Contains(Notes) ? before.SamplerNotes : changes.SamplerNotes,
            Constraints = kept.Contains(Constraints) ? before.Constraints : changes.Constraints,
            Started = kept.Contains(Started) ? before.Started : changes.Started,
            Finished = kept.Contains(Finished) ? before.Finished : changes.Finished,
            Message = kept.Contains(Message) ? before.Message : changes.Message,
        };
    }

    // Equality of doubles takes 0 and -0 for the same; what is stored keeps its bits.
    private static bool SameBits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static bool SameBits(ImmutableArray<double> a, ImmutableArray<double> b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (!SameBits(a[i], b[i])) return false;
        return true;
    }

    private static bool Same(object? a, object? b) => a is double x && b is double y ? SameBits(x, y) : Equals(a, b);

    private static bool Same(ImmutableArray<ImmutableArray<double>> a, ImmutableArray<ImmutableArray<double>> b) =>
        a == b || (a.Length == b.Length && a.Zip(b).All(pair => SameBits(pair.First, pair.Second)));

    // In the same order too, in which they are written.
    private static bool Same<T>(IReadOnlyDictionary<string, T> a, IReadOnlyDictionary<string, T> b) =>
        ReferenceEquals(a, b) || (a.Count == b.Count && a.Zip(b).All(pair => pair.First.Key == pair.Second.Key && Same(pair.First.Value, pair.Second.Value)));

    private static bool IsBeginning(IReadOnlyDictionary<string, ParameterValue> a, IReadOnlyDictionary<string, ParameterValue> b) =>
        a.Count <= b.Count && a.Zip(b).All(pair => pair.First.Key == pair.Second.Key
            && SameBits(pair.First.Value.Internal, pair.Second.Value.Internal) && pair.First.Value.Distribution.Equals(pair.Second.Value.Distribution));

    private static bool IsBeginning(ImmutableArray<IntermediateValue> a, ImmutableArray<IntermediateValue> b)
    {
        if (a.Length > b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (a[i].Execution != b[i].Execution || a[i].Step != b[i].Step || !SameBits(a[i].Values, b[i].Values)) return false;
        return true;
    }
}
