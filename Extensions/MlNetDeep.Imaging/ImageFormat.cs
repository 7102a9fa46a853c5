namespace MlNetDeep.Imaging;

/// <summary>A file format that <see cref="Image"/> reads. It is found by the file's first bytes, never by its name.</summary>
public enum ImageFormat
{
    /// <summary>JPEG (ITU-T T.81): baseline, extended sequential and progressive, 8 bits, Huffman coding.</summary>
    Jpeg,

    /// <summary>PNG (ISO/IEC 15948): every colour type and bit depth, interlaced or not.</summary>
    Png,
}
