using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlNetDeep.Imaging;

namespace Microsoft.ML.Data;

/// <summary>
/// An image of four bytes per pixel, row-major from the top left. Its memory is managed: disposing of it marks it as used up, and
/// forgetting to leaks nothing.
/// </summary>
public sealed class MLImage : IDisposable
{
    private const int BytesPerPixel = 4;

    private byte[]? _pixels;

    private MLImage(int width, int height, MLPixelFormat pixelFormat, byte[] pixels)
    {
        Width = width;
        Height = height;
        PixelFormat = pixelFormat;
        _pixels = pixels;
    }

    /// <summary>The order of the bytes of a pixel.</summary>
    public MLPixelFormat PixelFormat { get; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>32.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
    public int BitsPerPixel => BytesPerPixel * 8;

    /// <summary>A text of the user's choice, such as the file that the image comes from.</summary>
    public string? Tag { get; set; }

    /// <summary>All bytes: pixel (x, y) starts at (y * Width + x) * 4.</summary>
    /// <exception cref="InvalidOperationException">The image is disposed of.</exception>
    public ReadOnlySpan<byte> Pixels => Buffer;

    /// <summary>A copy of the pixels without alpha: blue, green and red of each.</summary>
    /// <exception cref="InvalidOperationException">The image is disposed of.</exception>
    public byte[] GetBGRPixels
    {
        get
        {
            byte[] source = Buffer;
            (int blue, int red) = PixelFormat == MLPixelFormat.Bgra32 ? (0, 2) : (2, 0);
            var bgr = new byte[source.Length / BytesPerPixel * 3];
            for (int from = 0, to = 0; from < source.Length; from += BytesPerPixel, to += 3)
            {
                bgr[to] = source[from + blue];
                bgr[to + 1] = source[from + 1];
                bgr[to + 2] = source[from + red];
            }
            return bgr;
        }
    }

    private byte[] Buffer => _pixels ?? throw new InvalidOperationException("Object is disposed.");

    /// <summary>Reads a PNG or JPEG image; the format is known by its first bytes. Photos are turned upright as their EXIF data say.</summary>
    /// <param name="imageStream">The stream, read to its end and left open.</param>
    /// <exception cref="ArgumentException">The stream holds no image that can be read.</exception>
    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        try
        {
            return FromRgba(Image.Load(imageStream, new ImageLoadOptions { Channels = BytesPerPixel }));
        }
        catch (ImageFormatException e)
        {
            throw new ArgumentException($"Invalid input stream contents: {e.Message}", nameof(imageStream), e);
        }
    }

    /// <summary>Reads a PNG or JPEG file; the format is known by its first bytes. Photos are turned upright as their EXIF data say.</summary>
    /// <param name="imagePath">The file.</param>
    /// <exception cref="ArgumentException">The file cannot be opened or holds no image that can be read; the message names it.</exception>
    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        try
        {
            MLImage image = FromRgba(Image.Load(imagePath, new ImageLoadOptions { Channels = BytesPerPixel }));
            image.Tag = imagePath;
            return image;
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"Invalid path or file '{imagePath}': {e.Message}", nameof(imagePath), e);
        }
    }

    /// <summary>Makes an image of a copy of pixels.</summary>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="pixelFormat">The order of the bytes of a pixel.</param>
    /// <param name="imagePixelData">Exactly width * height * 4 bytes.</param>
    /// <exception cref="ArgumentException">The format is unknown, or the number of bytes is wrong.</exception>
    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException($"Unsupported pixel format: expected Bgra32 or Rgba32, got {pixelFormat}", nameof(pixelFormat));
        if (imagePixelData.Length != (long)width * height * BytesPerPixel)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"an image of {width} x {height} pixels has {(long)width * height * BytesPerPixel} bytes, got {imagePixelData.Length}"), nameof(imagePixelData));
        }
        return new MLImage(width, height, pixelFormat, imagePixelData.ToArray());
    }

    /// <summary>Saves the image as a PNG file.</summary>
    /// <param name="imagePath">The file, whose name ends in .png; one that exists is replaced.</param>
    /// <exception cref="ArgumentException">The name has another ending: other formats are not written.</exception>
    public void Save(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        if (!Path.GetExtension(imagePath).Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"Path has invalid image file extension: only .png can be written, got '{imagePath}'", nameof(imagePath));
        byte[] rgba = (byte[])Buffer.Clone();
        if (PixelFormat == MLPixelFormat.Bgra32) SwapRedAndBlue(rgba);
        new Image(Width, Height, BytesPerPixel, rgba).SavePng(imagePath);
    }

    /// <summary>Marks the image as used up.</summary>
    public void Dispose() => _pixels = null;

    private static MLImage FromRgba(Image image)
    {
        // ML.NET's images are BGRA when they come from files.
        byte[] pixels = image.Pixels.ToArray();
        SwapRedAndBlue(pixels);
        return new MLImage(image.Width, image.Height, MLPixelFormat.Bgra32, pixels);
    }

    private static void SwapRedAndBlue(byte[] pixels)
    {
        for (int i = 0; i < pixels.Length; i += BytesPerPixel) (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
    }
}
