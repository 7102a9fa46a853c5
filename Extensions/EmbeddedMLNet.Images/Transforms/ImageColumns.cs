namespace Microsoft.ML.Transforms.Image;

/// <summary>The columns of an input row with the computed one after them.</summary>
internal sealed class ImageColumns(ImageMapper mapper, DataViewRow input, bool[] active, Delegate? computed)
{
    public DataViewRow Input => input;

    public DataViewSchema Schema => mapper.OutputSchema;

    public bool IsActive(DataViewSchema.Column column) => active[column.Index];

    public ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        if (!active[column.Index]) throw new ArgumentOutOfRangeException(nameof(column), "requested column not active");
        if (column.Index < mapper.InputSchema.Count) return input.GetGetter<TValue>(input.Schema[column.Index]);
        return computed as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter for column #{Schema[column.Index]}: '{typeof(TValue)}', expected type: '{Schema[column.Index].Type.RawType}'.");
    }
}
