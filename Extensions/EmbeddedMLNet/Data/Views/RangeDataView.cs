namespace Microsoft.ML.Data;

/// <summary>The rows of a view after some are skipped, up to a number.</summary>
internal sealed class RangeDataView(IDataView source, long skip, long take) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount() is { } count ? Math.Min(Math.Max(0, count - skip), take) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(source.GetRowCursor(columnsNeeded), Columns.Active(Schema, columnsNeeded), skip, take);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor input, bool[] active, long skip, long take) : LinkedCursor(input, active)
    {
        private long _skip = skip;

        protected override bool MoveNextCore()
        {
            if (Position + 1 >= take) return false;
            for (; _skip > 0; _skip--)
                if (!Input.MoveNext()) return false;
            return Input.MoveNext();
        }
    }
}
