namespace Microsoft.ML.Data;

/// <summary>Mappers applied one after another; none is the identity.</summary>
internal sealed class CompositeRowToRowMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema { get; } = inputSchema;

    public DataViewSchema OutputSchema { get; } = mappers.Count > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        for (int i = mappers.Count - 1; i >= 0; i--) dependingColumns = [.. mappers[i].GetDependencies(dependingColumns)];
        return dependingColumns;
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        // Each mapper is asked for what the next one reads, so the demands are collected from the end.
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Count];
        for (int i = mappers.Count - 1; i >= 0; i--)
        {
            needed[i] = [.. activeColumns];
            activeColumns = mappers[i].GetDependencies(needed[i]);
        }
        DataViewRow row = input;
        for (int i = 0; i < mappers.Count; i++) row = mappers[i].GetRow(row, needed[i]);
        return row;
    }
}
