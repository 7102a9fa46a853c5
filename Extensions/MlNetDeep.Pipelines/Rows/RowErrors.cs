using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>The exceptions that ML.NET's own rows throw, by type and text.</summary>
internal static class RowErrors
{
    [DoesNotReturn]
    public static void Inactive(string parameter) => throw new ArgumentOutOfRangeException(parameter, "requested column not active");

    public static ValueGetter<TValue> As<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter for column #{column.Name}: {column.Type}: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");

    public static ArgumentOutOfRangeException MissingColumn(string role, string name, string parameter = "inputSchema") =>
        new(parameter, $"Could not find {role} column '{name}'");

    public static ArgumentOutOfRangeException WrongType(string role, string name, string expected, string got, string parameter = "inputSchema") =>
        new(parameter, $"Schema mismatch for {role} column '{name}': expected {expected}, got {got}");
}
