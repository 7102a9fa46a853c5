namespace Microsoft.ML.Data;

/// <summary>The rows whose number lies, or does not lie, between bounds; rows whose number is NaN do neither.</summary>
internal sealed class RangeFilterDataView(IDataView source, IRowNumber number, double lower, double upper, bool includeUpper, bool complement) : IDataView
{
    // Numbers that rows get as they come depend on their order, which therefore must not change.
    public bool CanShuffle => number.Column is not null && source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return new Cursor(this, source.GetRowCursor(Needed(columnsNeeded), number.Column is null ? null : rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        if (number.Column is null) return [GetRowCursor(columnsNeeded)];
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return [.. source.GetRowCursorSet(Needed(columnsNeeded), n, rand).Select(cursor => new Cursor(this, cursor, active))];
    }

    private IEnumerable<DataViewSchema.Column> Needed(IEnumerable<DataViewSchema.Column> columns) => number.Column is { } column ? columns.Append(column) : columns;

    private bool Keeps(double value) => complement
        ? value < lower || (includeUpper ? value > upper : value >= upper)
        : value >= lower && (includeUpper ? value <= upper : value < upper);

    private sealed class Cursor : LinkedCursor
    {
        private readonly RangeFilterDataView _view;
        private readonly Func<double> _next;

        public Cursor(RangeFilterDataView view, DataViewRowCursor input, bool[] active) : base(input, active)
        {
            _view = view;
            _next = view.NumberOf(input);
        }

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
                if (_view.Keeps(_next())) return true;
            return false;
        }
    }

    private Func<double> NumberOf(DataViewRowCursor cursor) => number.Create(cursor);
}
