namespace Microsoft.ML.Data;

/// <summary>
/// A row-to-row transform bound to an input schema: each output column is an input column or one that is computed. A transform
/// derives from this and gives the getters; views, cursors and rows are the same for all.
/// </summary>
internal abstract class RowMapper : IRowToRowMapper
{
    /// <summary>Keeps all input columns and adds computed ones: at the end, or after the column that one of the same name hides.</summary>
    protected RowMapper(DataViewSchema inputSchema, IReadOnlyList<DataViewSchema.DetachedColumn> computed)
        : this(inputSchema, Place(inputSchema, computed), computed)
    {
    }

    /// <summary>Lists the output columns: an input column by its index, the k-th computed one as ~k.</summary>
    protected RowMapper(DataViewSchema inputSchema, IReadOnlyList<int> sources, IReadOnlyList<DataViewSchema.DetachedColumn> computed)
    {
        InputSchema = inputSchema;
        Sources = sources;
        ComputedCount = computed.Count;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(sources.Select(s => s >= 0 ? new DataViewSchema.DetachedColumn(inputSchema[s]) : computed[~s]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IReadOnlyList<int> Sources { get; }

    public int ComputedCount { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        bool[] active = Columns.Active(OutputSchema, dependingColumns);
        var needed = new SortedSet<int>();
        for (int i = 0; i < active.Length; i++)
        {
            if (!active[i]) continue;
            if (Sources[i] >= 0) needed.Add(Sources[i]);
            else needed.UnionWith(InputsOf(~Sources[i]));
        }
        return [.. needed.Select(i => InputSchema[i])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedRow(new MappedGetters(this, input, Columns.Active(OutputSchema, activeColumns)));
    }

    private static List<int> Place(DataViewSchema inputSchema, IReadOnlyList<DataViewSchema.DetachedColumn> computed)
    {
        List<int> sources = [.. Enumerable.Range(0, inputSchema.Count)];
        for (int k = 0; k < computed.Count; k++)
        {
            int hidden = sources.FindLastIndex(s => (s >= 0 ? inputSchema[s].Name : computed[~s].Name) == computed[k].Name);
            sources.Insert(hidden < 0 ? sources.Count : hidden + 1, ~k);
        }
        return sources;
    }

    /// <summary>The input columns that a computed column reads.</summary>
    public abstract IEnumerable<int> InputsOf(int computed);

    /// <summary>The getters of the computed columns for a row; only those that are active need to be there.</summary>
    public abstract Delegate?[] CreateGetters(DataViewRow input, bool[] active);
}
