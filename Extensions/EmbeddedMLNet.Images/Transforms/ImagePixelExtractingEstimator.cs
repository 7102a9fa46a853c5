using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes vectors of the pixels of images.</summary>
public sealed class ImagePixelExtractingEstimator : IEstimator<ImagePixelExtractingTransformer>
{
    private readonly TransformsCatalog _catalog;
    private readonly ImagePixelExtractingTransformer _transformer;

    internal ImagePixelExtractingEstimator(TransformsCatalog catalog, ImagePixelExtractingTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _catalog = catalog;
        _transformer = transformer;
    }

    /// <summary>Colours.</summary>
    [Flags]
    [SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "The values are the interface of ML.NET.")]
    [SuppressMessage("Naming", "CA2217:Do not mark enums with FlagsAttribute", Justification = "The values are the interface of ML.NET.")]
    public enum ColorBits : byte
    {
        /// <summary>Opacity.</summary>
        Alpha = 1,

        /// <summary>Red.</summary>
        Red = 2,

        /// <summary>Green.</summary>
        Green = 4,

        /// <summary>Blue.</summary>
        Blue = 8,

        /// <summary>Red, green and blue.</summary>
        Rgb = Red | Green | Blue,

        /// <summary>Opacity, red, green and blue.</summary>
        All = Alpha | Red | Green | Blue,
    }

    /// <summary>Orders of colours.</summary>
    [SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "The values are the interface of ML.NET.")]
    public enum ColorsOrder : byte
    {
        /// <summary>Alpha, red, green, blue.</summary>
        ARGB = 1,

        /// <summary>Alpha, red, blue, green.</summary>
        ARBG = 2,

        /// <summary>Alpha, blue, red, green.</summary>
        ABRG = 3,

        /// <summary>Alpha, blue, green, red.</summary>
        ABGR = 4,

        /// <summary>Alpha, green, red, blue.</summary>
        AGRB = 5,

        /// <summary>Alpha, green, blue, red.</summary>
        AGBR = 6,
    }

    /// <summary>Checks that the column fits and gives the transformer.</summary>
    /// <param name="input">The data, of which only the schema is looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or holds no images of one known size.</exception>
    public ImagePixelExtractingTransformer Fit(IDataView input)
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
