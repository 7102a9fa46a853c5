using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML;

/// <summary>Transforms of images.</summary>
public static class ImageEstimatorsCatalog
{
    /// <summary>Loads the images of a column of paths.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of images.</param>
    /// <param name="imageFolder">The folder that relative paths start from; null or empty is the current one.</param>
    /// <param name="inputColumnName">The column of paths, text; null, the default, is the name of the output.</param>
    public static ImageLoadingEstimator LoadImages(this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null) =>
        new(catalog, new ImageLoadingTransformer(new InputOutputColumnPair(outputColumnName, inputColumnName), imageFolder, useImageType: true));

    /// <summary>Loads the bytes of the files of a column of paths, without decoding them.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of bytes, vectors whose size differs from row to row.</param>
    /// <param name="imageFolder">The folder that relative paths start from; null or empty is the current one.</param>
    /// <param name="inputColumnName">The column of paths, text; null, the default, is the name of the output.</param>
    public static ImageLoadingEstimator LoadRawImageBytes(this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null) =>
        new(catalog, new ImageLoadingTransformer(new InputOutputColumnPair(outputColumnName, inputColumnName), imageFolder, useImageType: false));

    /// <summary>Brings images to one size, with bilinear interpolation that averages when it shrinks.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of resized images.</param>
    /// <param name="imageWidth">The width. Note the order: it comes before the height.</param>
    /// <param name="imageHeight">The height.</param>
    /// <param name="inputColumnName">The column of images; null, the default, is the name of the output.</param>
    /// <param name="resizing">How another ratio of the sides is treated.</param>
    /// <param name="cropAnchor">Which part stays when the image is cropped.</param>
    public static ImageResizingEstimator ResizeImages(
        this TransformsCatalog catalog,
        string outputColumnName,
        int imageWidth,
        int imageHeight,
        string? inputColumnName = null,
        ImageResizingEstimator.ResizingKind resizing = ImageResizingEstimator.ResizingKind.IsoCrop,
        ImageResizingEstimator.Anchor cropAnchor = ImageResizingEstimator.Anchor.Center) =>
        new(catalog, new ImageResizingTransformer(new InputOutputColumnPair(outputColumnName, inputColumnName), imageWidth, imageHeight, resizing, cropAnchor));

    /// <summary>Turns images grey; they keep their four bytes per pixel.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of grey images.</param>
    /// <param name="inputColumnName">The column of images; null, the default, is the name of the output.</param>
    public static ImageGrayscalingEstimator ConvertToGrayscale(this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null) =>
        new(catalog, new ImageGrayscalingTransformer(new InputOutputColumnPair(outputColumnName, inputColumnName)));

    /// <summary>Makes vectors of the pixels of images of one size: each value is (byte - offset) * scale.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">The name of the column of vectors.</param>
    /// <param name="inputColumnName">The column of images; null, the default, is the name of the output.</param>
    /// <param name="colorsToExtract">The colours.</param>
    /// <param name="orderOfExtraction">Their order.</param>
    /// <param name="interleavePixelColors">False, the default, puts one colour after another (dimensions colours, height, width); true one pixel after another (height, width, colours).</param>
    /// <param name="offsetImage">Subtracted from each byte.</param>
    /// <param name="scaleImage">What the difference is multiplied with.</param>
    /// <param name="outputAsFloatArray">True, the default, gives Single; false gives the bytes, without offset and scale.</param>
    public static ImagePixelExtractingEstimator ExtractPixels(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        ImagePixelExtractingEstimator.ColorBits colorsToExtract = ImagePixelExtractingEstimator.ColorBits.Rgb,
        ImagePixelExtractingEstimator.ColorsOrder orderOfExtraction = ImagePixelExtractingEstimator.ColorsOrder.ARGB,
        bool interleavePixelColors = false,
        float offsetImage = 0,
        float scaleImage = 1,
        bool outputAsFloatArray = true) =>
        new(catalog, new ImagePixelExtractingTransformer(
            new InputOutputColumnPair(outputColumnName, inputColumnName),
            new PixelExtraction(colorsToExtract, orderOfExtraction, interleavePixelColors, offsetImage, scaleImage, outputAsFloatArray)));
}
