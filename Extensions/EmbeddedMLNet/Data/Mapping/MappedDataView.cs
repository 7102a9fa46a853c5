namespace Microsoft.ML.Data;

/// <summary>The output of a mapper over a view.</summary>
internal sealed class MappedDataView(IDataView source, RowMapper mapper) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return Map(source.GetRowCursor(mapper.GetDependencies(columnsNeeded), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        DataViewRowCursor[] inputs = source.GetRowCursorSet(mapper.GetDependencies(columnsNeeded), n, rand);
        // One cursor is shared out only where there is something to compute in parallel.
        if (inputs.Length == 1 && active.Where((on, i) => on && mapper.Sources[i] < 0).Any()) inputs = SplitCursor.Split(inputs[0], n);
        return [.. inputs.Select(cursor => Map(cursor, active))];
    }

    private Cursor Map(DataViewRowCursor input, bool[] active)
    {
        try
        {
            return new Cursor(input, new MappedGetters(mapper, input, active));
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    private sealed class Cursor(DataViewRowCursor input, MappedGetters getters) : DataViewRowCursor
    {
        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => getters.Schema;

        public override bool MoveNext() => input.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => getters.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => getters.Get<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing) input.Dispose();
            base.Dispose(disposing);
        }
    }
}
