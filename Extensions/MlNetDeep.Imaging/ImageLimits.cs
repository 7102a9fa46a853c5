namespace MlNetDeep.Imaging;

/// <summary>The check of a header's size against the limits, before anything is allocated.</summary>
internal static class ImageLimits
{
    private const long BytesPerPixel = 12;

    /// <summary>For pictures so small that filling their blocks counts.</summary>
    private const long SpareBytes = 1 << 20;

    public static void Check(long width, long height, int channels, ImageLoadOptions options)
    {
        if (width < 1 || height < 1) throw new DecodeException($"its size is {width} x {height}, expected at least 1 x 1");
        if (width > options.MaxDimension || height > options.MaxDimension)
            throw new DecodeException($"its size is {width} x {height}, more than the limit MaxDimension = {options.MaxDimension}");
        if (width * height > options.MaxPixels)
            throw new DecodeException($"its size is {width} x {height} = {width * height} pixels, more than the limit MaxPixels = {options.MaxPixels}");
        if (width * height > Array.MaxLength / channels)
            throw new DecodeException($"its size is {width} x {height} x {channels}, more than one array can hold");
    }

    public static void CheckMemory(long bytes, ImageLoadOptions options)
    {
        // Divided, since the limit may be the largest number there is.
        if ((bytes - SpareBytes) / BytesPerPixel > options.MaxPixels)
            throw new DecodeException($"decoding it takes {bytes} bytes, more than {BytesPerPixel} for each pixel of the limit MaxPixels = {options.MaxPixels}");
    }
}
