using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>A transformer that computes one column from one column. It uses the public interfaces of ML.NET only.</summary>
public abstract class ImageTransformerBase : ITransformer
{
    private protected ImageTransformerBase(InputOutputColumnPair column) => Pair = column;

    /// <summary>True.</summary>
    public bool IsRowToRowMapper => true;

    internal InputOutputColumnPair Pair { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new ImageMapper(this, inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ImageDataView(input, new ImageMapper(this, input.Schema));
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ImageMapper(this, inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ImageModelBridge.Save(this, ctx);

    /// <summary>The type of the computed column for a type of the input column; null when that does not fit.</summary>
    internal abstract DataViewType? OutputType(DataViewType input);

    /// <summary>What the input column must be, for messages.</summary>
    internal abstract string Expected { get; }

    /// <summary>The getter of the computed column.</summary>
    internal abstract Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input);

    internal abstract void WritePayload(BinaryWriter writer);
}
