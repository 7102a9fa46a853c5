using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>A row that shows one object after another; its position counts them, so that what is cached by position is renewed.</summary>
internal sealed class ExampleRow<TSrc> : DataViewRow
    where TSrc : class
{
    private readonly Delegate[] _getters;
    private TSrc _current = null!;
    private long _position = -1;

    public ExampleRow(SchemaDefinition? definition)
    {
        RowMember[] members = RowMember.Bind(typeof(TSrc), definition, SchemaDefinition.Direction.Read);
        Schema = EnumerableDataView<TSrc>.SchemaOf(members);
        _getters = [.. members.Select(m => MemberAccess.CreateGetter(m, () => _current))];
    }

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; }

    public void Show(TSrc example)
    {
        _current = example;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Getters.Cast<TValue>(_getters[column.Index], Schema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);
}
