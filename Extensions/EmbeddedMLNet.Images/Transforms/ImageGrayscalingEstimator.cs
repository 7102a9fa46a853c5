using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Turns images grey.</summary>
public sealed class ImageGrayscalingEstimator : IEstimator<ImageGrayscalingTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly ImageGrayscalingTransformer _transformer;

    internal ImageGrayscalingEstimator(TransformsCatalog catalog, ImageGrayscalingTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _transformer = transformer;
    }

    /// <summary>Checks that the column fits and gives the transformer.</summary>
    /// <param name="input">The data, of which only the schema is looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or holds no images.</exception>
    public ImageGrayscalingTransformer Fit(IDataView input)
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
        DataViewType type = _transformer.OutputType(column.ItemType) ?? throw ImageShapes.Mismatch(inputSchema, column, _transformer.Expected);
        return ImageShapes.Add(_catalog, inputSchema, _transformer.Pair.OutputColumnName, type);
    }
}
