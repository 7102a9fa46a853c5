namespace Microsoft.ML;

/// <summary>The two ways in which a column can fail to fit, in the words of ML.NET.</summary>
internal static class SchemaErrors
{
    public static ArgumentOutOfRangeException NotFound(string parameter, string role, string column) =>
        new(parameter, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException Mismatch(string parameter, string role, string column, string expected, string actual) =>
        new(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}
