namespace MlNetDeep.Imaging.Png;

/// <summary>Decodes PNG files (ISO/IEC 15948), row by row from the compressed stream into the picture.</summary>
internal static class PngDecoder
{
    /// <summary>A deflate stream never grows by more than this factor (RFC 1951: 258 bytes from 2 bits), give or take a header.</summary>
    private const long MaxExpansion = 1032;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static ImageInfo Identify(ReadOnlySpan<byte> data, ImageLoadOptions options)
    {
        PngFile file = PngFile.Read(data, headerOnly: true);
        return new ImageInfo(ImageFormat.Png, (int)file.Header.Width, (int)file.Header.Height, options.Channels ?? file.PixelChannels(options));
    }

    public static Image Decode(ReadOnlySpan<byte> data, ImageLoadOptions options)
    {
        // The size is in the first chunk, so that a picture that is too large is refused before the rest is looked at.
        var first = new PngChunkReader(data);
        first.Next();
        if (!first.Type.SequenceEqual("IHDR"u8)) throw new DecodeException($"its first chunk is {first.TypeName}, expected IHDR");
        PngHeader header = PngHeader.Read(first.Data);
        ImageLimits.Check(header.Width, header.Height, Math.Max(4, header.BitsPerPixel / 8), options);

        PngFile file = PngFile.Read(data, headerOnly: false);
        byte[] compressed = Join(data, file.ImageData);
        List<PngPass> passes = PngPass.Of(header);
        long needed = passes.Sum(p => p.Height * (1 + header.RowBytes(p.Width)));
        if (needed > MaxExpansion * (compressed.Length + 16L))
            throw new DecodeException($"its {compressed.Length} bytes of compressed pixels are too few for {header.Width} x {header.Height} pixels");

        var image = new Image((int)header.Width, (int)header.Height, file.PixelChannels(options));
        var expander = new PngRowExpander(file, image.Channels);
        using var inflater = new PngInflater(compressed);
        foreach (PngPass pass in passes) DecodePass(pass, header, inflater, expander, image);
        return image;
    }

    private static void DecodePass(PngPass pass, PngHeader header, PngInflater inflater, PngRowExpander expander, Image image)
    {
        int rowBytes = checked((int)header.RowBytes(pass.Width)), pixelBytes = Math.Max(1, header.BitsPerPixel / 8);
        var previous = new byte[rowBytes];
        var line = pass.StepX == 1 ? [] : new byte[pass.Width * image.Channels];
        for (int y = 0; y < pass.Height; y++)
        {
            Span<byte> row = inflater.Read(1 + rowBytes);
            PngFilter.Undo(row[0], row[1..], previous, pixelBytes);
            row[1..].CopyTo(previous);
            Span<byte> target = image.Row(pass.StartY + y * pass.StepY);
            if (pass.StepX == 1)
            {
                expander.Expand(row[1..], target);
                continue;
            }
            expander.Expand(row[1..], line);
            int channels = image.Channels;
            for (int x = 0; x < pass.Width; x++)
                line.AsSpan(x * channels, channels).CopyTo(target[((pass.StartX + x * pass.StepX) * channels)..]);
        }
    }

    private static byte[] Join(ReadOnlySpan<byte> data, List<Range> parts)
    {
        int length = 0;
        foreach (Range part in parts) length += part.End.Value - part.Start.Value;
        var result = new byte[length];
        int position = 0;
        foreach (Range part in parts)
        {
            data[part].CopyTo(result.AsSpan(position));
            position += part.End.Value - part.Start.Value;
        }
        return result;
    }
}
