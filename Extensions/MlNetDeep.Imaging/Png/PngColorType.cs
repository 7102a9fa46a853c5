namespace MlNetDeep.Imaging.Png;

/// <summary>What the samples of a pixel mean, with the numbers of the file format.</summary>
internal enum PngColorType
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
