using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The output of an image transformer over a view.</summary>
internal sealed class ImageDataView(IDataView source, ImageMapper mapper) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return new Cursor(source.GetRowCursor(mapper.GetDependencies(needed), rand), mapper, needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        return [.. source.GetRowCursorSet(mapper.GetDependencies(needed), n, rand).Select(cursor => new Cursor(cursor, mapper, needed))];
    }

    private sealed class Cursor(DataViewRowCursor input, ImageMapper mapper, DataViewSchema.Column[] needed) : DataViewRowCursor
    {
        private readonly ImageColumns _columns = mapper.Map(input, needed);

        public override long Position => _columns.Input.Position;

        public override long Batch => _columns.Input.Batch;

        public override DataViewSchema Schema => _columns.Schema;

        public override bool MoveNext() => input.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.Get<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _columns.Input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            if (disposing) input.Dispose();
            base.Dispose(disposing);
        }
    }
}
