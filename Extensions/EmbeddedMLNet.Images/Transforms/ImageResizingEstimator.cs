using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Brings images to one size.</summary>
public sealed class ImageResizingEstimator : IEstimator<ImageResizingTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly ImageResizingTransformer _transformer;

    internal ImageResizingEstimator(TransformsCatalog catalog, ImageResizingTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _transformer = transformer;
    }

    /// <summary>How another ratio of the sides is treated.</summary>
    public enum ResizingKind : byte
    {
        /// <summary>The whole image, with a transparent black margin.</summary>
        IsoPad = 0,

        /// <summary>As much of the image as fills the size.</summary>
        IsoCrop = 1,

        /// <summary>The whole image, stretched.</summary>
        Fill = 2,
    }

    /// <summary>Which part stays when the image is cropped.</summary>
    public enum Anchor : byte
    {
        /// <summary>The right part of a wide image.</summary>
        Right = 0,

        /// <summary>The left part of a wide image.</summary>
        Left = 1,

        /// <summary>The top of a high image.</summary>
        Top = 2,

        /// <summary>The bottom of a high image.</summary>
        Bottom = 3,

        /// <summary>The middle.</summary>
        Center = 4,
    }

    /// <summary>Checks that the column fits and gives the transformer.</summary>
    /// <param name="input">The data, of which only the schema is looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or holds no images.</exception>
    public ImageResizingTransformer Fit(IDataView input)
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
