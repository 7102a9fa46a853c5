namespace MlNetDeep.Imaging.Jpeg;

/// <summary>Turns rows of components into rows of grey or RGB pixels, with the 16-bit fixed point and rounding that JPEG libraries share.</summary>
internal static class JpegColorConverter
{
    // 1.402, 1.772, 0.714136, 0.344136 of ITU-R BT.601 (JFIF), times 2^16.
    private const int RedOfCr = 91881, BlueOfCb = 116130, GreenOfCr = 46802, GreenOfCb = 22554, Half = 1 << 15;

    public static Image Convert(JpegFrame frame, JpegColorModel model)
    {
        var image = new Image(frame.Width, frame.Height, model == JpegColorModel.Gray ? 1 : 3);
        JpegUpsampler[] components = [.. frame.Components.Select(c => new JpegUpsampler(frame, c))];
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> first = components[0].Row(y, frame.Width);
            Span<byte> target = image.Row(y);
            if (model == JpegColorModel.Gray)
            {
                first.CopyTo(target);
                continue;
            }
            ReadOnlySpan<byte> second = components[1].Row(y, frame.Width), third = components[2].Row(y, frame.Width);
            if (model is JpegColorModel.YCbCr or JpegColorModel.Ycck) ConvertLuma(first, second, third, target);
            else Interleave(first, second, third, target);
            if (model == JpegColorModel.Ycck) Invert(target);
            if (model is JpegColorModel.Cmyk or JpegColorModel.Ycck) MultiplyBlack(target, components[3].Row(y, frame.Width));
        }
        return image;
    }

    private static void ConvertLuma(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> target)
    {
        blue = blue[..luma.Length];
        red = red[..luma.Length];
        for (int x = 0, j = 0; x < luma.Length; x++, j += 3)
        {
            int y = luma[x], cb = blue[x] - 128, cr = red[x] - 128;
            Span<byte> pixel = target.Slice(j, 3);
            pixel[2] = Clamp(y + ((BlueOfCb * cb + Half) >> 16));
            pixel[1] = Clamp(y + ((Half - GreenOfCb * cb - GreenOfCr * cr) >> 16));
            pixel[0] = Clamp(y + ((RedOfCr * cr + Half) >> 16));
        }
    }

    private static void Interleave(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> target)
    {
        for (int x = 0, j = 0; x < first.Length; x++, j += 3)
            (target[j], target[j + 1], target[j + 2]) = (first[x], second[x], third[x]);
    }

    private static void Invert(Span<byte> samples)
    {
        foreach (ref byte sample in samples) sample = (byte)~sample;
    }

    /// <summary>R = (255 - C) * (255 - K) / 255, where the stored values are 255 - C and 255 - K; rounded as Pillow does.</summary>
    private static void MultiplyBlack(Span<byte> target, ReadOnlySpan<byte> black)
    {
        for (int x = 0; x < black.Length; x++)
        {
            foreach (ref byte sample in target.Slice(3 * x, 3))
            {
                int product = (255 - sample) * black[x] + 128;
                sample = (byte)(black[x] - (((product >> 8) + product) >> 8));
            }
        }
    }

    private static byte Clamp(int value) => (uint)value > 255 ? (byte)(~value >> 31) : (byte)value;
}
