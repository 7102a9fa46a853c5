using System.Buffers.Binary;

namespace MlNetDeep.Imaging.Jpeg;

/// <summary>The orientation tag of EXIF data: how to turn the stored picture so that it is upright.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;
    private const int Tag = 0x0112;
    private const int TypeShort = 3;

    /// <summary>Finds the orientation, 1 to 8, in the data of an APP1 segment; <see cref="Upright"/> when it is missing or damaged.</summary>
    public static int Find(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return Upright;
        ReadOnlySpan<byte> tiff = segment[6..];
        if (tiff.Length < 8) return Upright;
        bool little = tiff.StartsWith("II*\0"u8);
        if (!little && !tiff.StartsWith("MM\0*"u8)) return Upright;
        uint start = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2) return Upright;
        ReadOnlySpan<byte> entries = tiff[((int)start + 2)..];
        for (int count = Short(tiff[(int)start..], little); count > 0 && entries.Length >= 12; count--, entries = entries[12..])
        {
            if (Short(entries, little) != Tag) continue;
            int value = Short(entries[8..], little);
            return Short(entries[2..], little) == TypeShort && value is >= 1 and <= 8 ? value : Upright;
        }
        return Upright;
    }

    /// <summary>Whether upright width and height are the stored height and width.</summary>
    public static bool SwapsSides(int orientation) => orientation >= 5;

    public static Image Apply(Image image, int orientation) => orientation switch
    {
        2 => image.FlipHorizontal(),
        3 => image.Rotate90(2),
        4 => image.FlipVertical(),
        5 => image.Transpose(),
        6 => image.Rotate90(1),
        7 => image.Transpose().Rotate90(2),
        8 => image.Rotate90(3),
        _ => image,
    };

    private static int Short(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);
}
