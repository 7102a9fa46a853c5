namespace Microsoft.ML.Data;

/// <summary>The output row of a mapper.</summary>
internal sealed class MappedRow(MappedGetters getters) : DataViewRow
{
    public override long Position => getters.Input.Position;

    public override long Batch => getters.Input.Batch;

    public override DataViewSchema Schema => getters.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => getters.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => getters.Get<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => getters.Input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing) getters.Input.Dispose();
        base.Dispose(disposing);
    }
}
