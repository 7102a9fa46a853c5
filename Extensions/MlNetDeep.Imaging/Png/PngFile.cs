namespace MlNetDeep.Imaging.Png;

/// <summary>The parts of a PNG file that its pixels depend on, in the order that the standard asks for.</summary>
internal sealed class PngFile
{
    public PngHeader Header { get; private init; }

    /// <summary>Red, green and blue of each palette entry; empty without a palette.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>The tRNS chunk: alpha per palette entry, or the one colour that is transparent; null without it.</summary>
    public byte[]? Transparency { get; private set; }

    public List<Range> ImageData { get; } = [];

    public bool HasAlpha => Transparency is not null || Header.ColorType is PngColorType.GrayAlpha or PngColorType.Rgba;

    public int PixelChannels(ImageLoadOptions options) =>
        HasAlpha && options.Channels is null or 4 ? 4 : Header.IsGray ? 1 : 3;

    /// <summary>Reads all chunks, or with <paramref name="headerOnly"/> those before the pixels.</summary>
    public static PngFile Read(ReadOnlySpan<byte> data, bool headerOnly)
    {
        var reader = new PngChunkReader(data);
        reader.Next();
        if (!reader.Type.SequenceEqual("IHDR"u8)) throw new DecodeException($"its first chunk is {reader.TypeName}, expected IHDR");
        var file = new PngFile { Header = PngHeader.Read(reader.Data) };
        bool inImageData = false;
        while (true)
        {
            reader.Next();
            bool isImageData = reader.Type.SequenceEqual("IDAT"u8);
            if (isImageData)
            {
                if (headerOnly) return file;
                if (file.ImageData.Count > 0 && !inImageData) throw new DecodeException("its IDAT chunks do not follow one another");
                if (file.Header.ColorType == PngColorType.Palette && file.Palette.Length == 0) throw new DecodeException("it has colour type 3 but no PLTE chunk before its pixels");
                file.ImageData.Add(reader.DataStart..(reader.DataStart + reader.Data.Length));
            }
            else if (reader.Type.SequenceEqual("IEND"u8))
            {
                if (file.ImageData.Count == 0) throw new DecodeException("it has no IDAT chunk, that is no pixels");
                return file;
            }
            else
            {
                file.ReadOther(reader);
            }
            inImageData = isImageData;
        }
    }

    private void ReadOther(in PngChunkReader chunk)
    {
        if (chunk.Type.SequenceEqual("PLTE"u8))
        {
            if (Palette.Length > 0) throw new DecodeException("it has two PLTE chunks");
            if (ImageData.Count > 0) throw new DecodeException("its PLTE chunk comes after its pixels");
            if (chunk.Data.Length is 0 or > 768 || chunk.Data.Length % 3 != 0)
                throw new DecodeException($"its PLTE chunk has {chunk.Data.Length} bytes, expected 3 for each of 1 to 256 colours");
            Palette = chunk.Data.ToArray();
        }
        else if (chunk.Type.SequenceEqual("tRNS"u8))
        {
            if (ImageData.Count > 0) throw new DecodeException("its tRNS chunk comes after its pixels");
            ReadTransparency(chunk.Data);
        }
        else if (chunk.IsCritical)
        {
            throw new DecodeException($"it has a {chunk.TypeName} chunk, which is critical and not known or not allowed there");
        }
    }

    private void ReadTransparency(ReadOnlySpan<byte> data)
    {
        int expected = Header.ColorType switch
        {
            PngColorType.Gray => 2,
            PngColorType.Rgb => 6,
            PngColorType.Palette => Palette.Length / 3,
            _ => -1,
        };
        // The standard forbids tRNS beside an alpha channel; readers ignore it there.
        if (expected < 0) return;
        bool valid = Header.ColorType == PngColorType.Palette ? data.Length <= expected : data.Length == expected;
        if (!valid) throw new DecodeException($"its tRNS chunk has {data.Length} bytes, expected {expected}");
        Transparency = data.ToArray();
    }
}
