namespace Microsoft.ML;

internal static class Columns
{
    /// <summary>For each column of a schema whether it is among those needed.</summary>
    public static bool[] Active(DataViewSchema schema, IEnumerable<DataViewSchema.Column> needed)
    {
        ArgumentNullException.ThrowIfNull(needed);
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in needed) active[schema[column.Index].Index] = true;
        return active;
    }
}
