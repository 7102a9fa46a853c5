namespace Microsoft.ML.Data;

/// <summary>The rows of text files. Each cursor reads the files anew; only a few blocks of lines are in memory.</summary>
internal sealed class TextView(IMultiStreamSource files, TextColumn[] columns, TextFormat format, DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new TextCursor(schema, columns, format, new BlockReader(files, format, 1), Columns.Active(schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        int count = format.UseThreads ? Math.Clamp(n, 1, Environment.ProcessorCount) : 1;
        var blocks = new BlockReader(files, format, count);
        bool[] active = Columns.Active(schema, columnsNeeded);
        return [.. Enumerable.Range(0, count).Select(_ => new TextCursor(schema, columns, format, blocks, active))];
    }
}
