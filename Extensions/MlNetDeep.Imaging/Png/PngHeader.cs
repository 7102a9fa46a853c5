using System.Buffers.Binary;

namespace MlNetDeep.Imaging.Png;

/// <summary>The IHDR chunk: size, colour type, bits per sample and interlacing.</summary>
internal readonly record struct PngHeader(uint Width, uint Height, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    public int SamplesPerPixel => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.Rgba => 4,
        PngColorType.GrayAlpha => 2,
        _ => 1,
    };

    public int BitsPerPixel => SamplesPerPixel * BitDepth;

    public bool IsGray => ColorType is PngColorType.Gray or PngColorType.GrayAlpha;

    /// <summary>The bytes of one row of the given number of pixels, without its filter byte.</summary>
    public long RowBytes(long width) => (width * BitsPerPixel + 7) / 8;

    public static PngHeader Read(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13) throw new DecodeException($"its IHDR chunk has {data.Length} bytes, expected 13");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new DecodeException($"its size is {width} x {height}, expected 1 to {int.MaxValue} each");
        int depth = data[8], color = data[9];
        bool valid = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => throw new DecodeException($"its colour type is {color}, expected 0, 2, 3, 4 or 6"),
        };
        if (!valid) throw new DecodeException($"its bit depth is {depth}, which colour type {color} does not have");
        if (data[10] != 0) throw new DecodeException($"its compression method is {data[10]}, expected 0");
        if (data[11] != 0) throw new DecodeException($"its filter method is {data[11]}, expected 0");
        if (data[12] > 1) throw new DecodeException($"its interlace method is {data[12]}, expected 0 or 1");
        return new PngHeader(width, height, depth, (PngColorType)color, data[12] == 1);
    }
}
