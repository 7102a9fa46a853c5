using System.Text;

namespace MlNetDeep.Imaging;

/// <summary>Finds a file's format by its first bytes.</summary>
internal static class ImageSignature
{
    public static ImageFormat Find(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith(Png.PngDecoder.Signature)) return ImageFormat.Png;
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) return ImageFormat.Jpeg;
        if (data.IsEmpty) throw new DecodeException("the file is empty");
        if (OtherFormat(data) is { } other) throw new DecodeException($"the format {other} is not supported, only JPEG and PNG are");
        throw new DecodeException($"its first bytes ({Convert.ToHexString(data[..Math.Min(8, data.Length)])}) are those of no known picture format");
    }

    private static string? OtherFormat(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("GIF8"u8)) return "GIF";
        if (data.StartsWith("BM"u8)) return "BMP";
        if (data.StartsWith("RIFF"u8) && data.Length >= 12 && data[8..12].SequenceEqual("WEBP"u8)) return "WEBP";
        if (data.StartsWith("II*\0"u8) || data.StartsWith("MM\0*"u8)) return "TIFF";
        if (data.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0])) return "ICO";
        if (data.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0x0C, 0x6A, 0x50])) return "JPEG 2000";
        if (data.Length >= 12 && data[4..8].SequenceEqual("ftyp"u8)) return $"ISO media ({Encoding.ASCII.GetString(data[8..12]).Trim()})";
        if (data.Length >= 3 && data[0] == 'P' && data[1] is >= (byte)'1' and <= (byte)'7' && char.IsWhiteSpace((char)data[2])) return "PNM";
        return null;
    }
}
