using Microsoft.ML;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>How rows of one input schema are scored: which columns are read, which are added, and a session that does it.</summary>
internal abstract class RowScorer(DataViewSchema inputSchema, DataViewSchema outputSchema)
{
    public DataViewSchema InputSchema { get; } = inputSchema;

    /// <summary>The input columns, at their own indices, and after them the added ones.</summary>
    public DataViewSchema OutputSchema { get; } = outputSchema;

    /// <summary>The input columns that scoring reads.</summary>
    public abstract IReadOnlyList<DataViewSchema.Column> Dependencies { get; }

    /// <summary>How many rows one pass of the network takes when a cursor may look ahead.</summary>
    public abstract int BatchSize { get; }

    /// <summary>Opens a session over the rows of one cursor; it holds their scratch buffers and serves one thread.</summary>
    public abstract ScoringSession Open(DataViewRow input, int capacity);

    public bool IsAdded(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    /// <summary>The input columns needed to serve these output columns.</summary>
    public IEnumerable<DataViewSchema.Column> InputsFor(IEnumerable<DataViewSchema.Column> outputColumns)
    {
        var needed = new SortedSet<int>();
        foreach (DataViewSchema.Column column in outputColumns)
        {
            if (!IsAdded(column)) needed.Add(column.Index);
            else needed.UnionWith(Dependencies.Select(d => d.Index));
        }
        return needed.Select(index => InputSchema[index]);
    }
}
