using Microsoft.ML;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Models;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>How rows of one input schema are scored: which columns are read, which are added, and a session that does it.</summary>
internal sealed class RowScorer
{
    private readonly DeepModel _model;
    private readonly IReadOnlyList<DataViewSchema.Column>[] _columns;
    private readonly int[] _dependencies;

    /// <exception cref="ArgumentOutOfRangeException">A column that scoring reads is missing or has another type.</exception>
    public RowScorer(DeepModel model, DataViewSchema inputSchema)
    {
        _model = model;
        InputSchema = inputSchema;
        _columns = [.. model.Inputs.Select(input => input.Find(inputSchema))];
        _dependencies = [.. _columns.SelectMany(columns => columns).Select(column => column.Index).Distinct()];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (OutputHead head in model.Heads) head.AddColumns(builder);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    /// <summary>The input columns, at their own indices, and after them the added ones.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>How many rows one pass of the network takes when a cursor may look ahead.</summary>
    public int BatchSize => _model.BatchSize;

    public bool IsAdded(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    /// <summary>Opens a session over the rows of one cursor; it holds their scratch buffers and serves one thread.</summary>
    public ScoringSession Open(DataViewRow input, int capacity) =>
        new(_model, [.. _model.Inputs.Select((encoder, i) => encoder.Open(input, _columns[i]))], InputSchema.Count, capacity);

    /// <summary>The input columns needed to serve these output columns.</summary>
    public IEnumerable<DataViewSchema.Column> InputsFor(IEnumerable<DataViewSchema.Column> outputColumns)
    {
        var needed = new SortedSet<int>();
        foreach (DataViewSchema.Column column in outputColumns)
        {
            if (!IsAdded(column)) needed.Add(column.Index);
            else needed.UnionWith(_dependencies);
        }
        return needed.Select(index => InputSchema[index]);
    }
}
