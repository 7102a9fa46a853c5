using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Data;

/// <summary>Loads images, or the bytes of files, from a column of paths.</summary>
public sealed class ImageLoadingEstimator : IEstimator<ImageLoadingTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly ImageLoadingTransformer _transformer;

    internal ImageLoadingEstimator(TransformsCatalog catalog, ImageLoadingTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _transformer = transformer;
    }

    /// <summary>Checks that the column fits and gives the transformer.</summary>
    /// <param name="input">The data, of which only the schema is looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or is no text.</exception>
    public ImageLoadingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column column = ImageShapes.Find(inputSchema, _transformer.Pair.InputColumnName);
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || column.ItemType is not TextDataViewType) throw ImageShapes.Mismatch(inputSchema, column, _transformer.Expected);
        return ImageShapes.Add(_catalog, inputSchema, _transformer.Pair.OutputColumnName, _transformer.OutputType(TextDataViewType.Instance)!);
    }
}
