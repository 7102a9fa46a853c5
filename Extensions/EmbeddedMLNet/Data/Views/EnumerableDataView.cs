using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>A view of an enumerable of objects; each cursor enumerates it anew.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _rows;
    private readonly RowMember[] _members;

    public EnumerableDataView(IEnumerable<TRow> rows, SchemaDefinition? definition)
    {
        _rows = rows;
        _members = RowMember.Bind(typeof(TRow), definition, SchemaDefinition.Direction.Read);
        Schema = SchemaOf(_members);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public static DataViewSchema SchemaOf(RowMember[] members)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(members.Select(m => new DataViewSchema.DetachedColumn(m.ColumnName, m.ColumnType, m.Annotations)));
        return builder.ToSchema();
    }

    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, Columns.Active(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : CountingCursor
    {
        private readonly EnumerableDataView<TRow> _view;
        private readonly IEnumerator<TRow> _rows;
        private readonly Delegate?[] _getters;
        private TRow _current = null!;

        public Cursor(EnumerableDataView<TRow> view, bool[] active)
        {
            _view = view;
            _rows = view._rows.GetEnumerator();
            _getters = [.. view._members.Select((m, i) => active[i] ? MemberAccess.CreateGetter(m, () => _current) : null)];
        }

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Getters.CheckActive(IsColumnActive(column), column);
            return Getters.Cast<TValue>(_getters[column.Index]!, Schema[column.Index]);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)Position, 0);

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext()) return false;
            _current = _rows.Current ??
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"row {Position + 1} of the enumerable of {typeof(TRow)} is null"));
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _rows.Dispose();
            base.Dispose(disposing);
        }
    }
}
