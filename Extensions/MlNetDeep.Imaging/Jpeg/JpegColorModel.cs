namespace MlNetDeep.Imaging.Jpeg;

/// <summary>What the components of a JPEG file mean.</summary>
internal enum JpegColorModel
{
    Gray,
    YCbCr,
    Rgb,

    /// <summary>Four inks, stored inverted (0 is full ink), as the programs that make such files do.</summary>
    Cmyk,

    /// <summary>The same with the first three turned into luminance and chrominance.</summary>
    Ycck,
}
