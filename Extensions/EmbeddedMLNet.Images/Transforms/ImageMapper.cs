using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>An image transformer bound to an input schema.</summary>
internal sealed class ImageMapper : IRowToRowMapper
{
    private readonly ImageTransformerBase _owner;
    private readonly DataViewSchema.Column _input;

    public ImageMapper(ImageTransformerBase owner, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _owner = owner;
        string name = owner.Pair.InputColumnName;
        _input = inputSchema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Could not find input column '{name}'");
        DataViewType type = owner.OutputType(_input.Type) ??
            throw new ArgumentOutOfRangeException(nameof(inputSchema), $"Schema mismatch for input column '{name}': expected {owner.Expected}, got {_input.Type}");
        InputSchema = inputSchema;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn(owner.Pair.OutputColumnName, type);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new SortedSet<int>();
        foreach (DataViewSchema.Column column in dependingColumns) needed.Add(column.Index < InputSchema.Count ? column.Index : _input.Index);
        return [.. needed.Select(i => InputSchema[i])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(Map(input, activeColumns));

    public ImageColumns Map(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in activeColumns) active[column.Index] = true;
        return new ImageColumns(this, input, active, active[^1] ? _owner.CreateGetter(input, input.Schema[_input.Index]) : null);
    }

    private sealed class Row(ImageColumns columns) : DataViewRow
    {
        public override long Position => columns.Input.Position;

        public override long Batch => columns.Input.Batch;

        public override DataViewSchema Schema => columns.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => columns.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => columns.Get<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => columns.Input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing) columns.Input.Dispose();
            base.Dispose(disposing);
        }
    }
}
