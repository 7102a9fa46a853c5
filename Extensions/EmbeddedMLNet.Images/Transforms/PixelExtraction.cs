namespace Microsoft.ML.Transforms.Image;

/// <summary>Which bytes of an image are extracted, in which order and on which scale.</summary>
internal sealed record PixelExtraction(
    ImagePixelExtractingEstimator.ColorBits Colors, ImagePixelExtractingEstimator.ColorsOrder Order, bool Interleave, float Offset, float Scale, bool AsFloat);
