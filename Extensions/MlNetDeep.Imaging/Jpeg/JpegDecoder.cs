namespace MlNetDeep.Imaging.Jpeg;

/// <summary>Decodes JPEG files (ITU-T T.81): baseline, extended sequential and progressive with Huffman coding and 8 bits.</summary>
internal static class JpegDecoder
{
    public static ImageInfo Identify(ReadOnlySpan<byte> data, ImageLoadOptions options)
    {
        var file = new JpegFile(data, options);
        JpegFrame frame = file.ReadFrame();
        bool swap = options.ApplyExifOrientation && ExifOrientation.SwapsSides(file.Orientation);
        int channels = options.Channels ?? (frame.Components.Length == 1 ? 1 : 3);
        return swap
            ? new ImageInfo(ImageFormat.Jpeg, frame.Height, frame.Width, channels)
            : new ImageInfo(ImageFormat.Jpeg, frame.Width, frame.Height, channels);
    }

    public static Image Decode(ReadOnlySpan<byte> data, ImageLoadOptions options)
    {
        var file = new JpegFile(data, options);
        JpegFrame frame = file.ReadFrame();
        ImageLimits.Check(frame.Width, frame.Height, 4, options);
        ImageLimits.CheckMemory(frame.DecodingBytes, options);
        file.ReadScans(frame);
        if (frame.IsProgressive) TransformBlocks(frame);
        Image image = JpegColorConverter.Convert(frame, file.ColorModel(frame));
        return options.ApplyExifOrientation ? ExifOrientation.Apply(image, file.Orientation) : image;
    }

    private static void TransformBlocks(JpegFrame frame)
    {
        foreach (JpegComponent component in frame.Components)
        {
            for (int y = 0; y < component.BlocksHigh; y++)
            {
                for (int x = 0; x < component.BlocksWide; x++)
                {
                    ReadOnlySpan<short> block = component.Coefficients.AsSpan((y * component.PaddedBlocksWide + x) * 64, 64);
                    Span<byte> samples = component.Samples.AsSpan(y * 8 * component.Stride + x * 8);
                    if (block[1..].ContainsAnyExcept((short)0)) InverseDct.Transform(block, component.Quantization, samples, component.Stride);
                    else InverseDct.TransformConstant(block[0], component.Quantization![0], samples, component.Stride);
                }
            }
        }
    }
}
