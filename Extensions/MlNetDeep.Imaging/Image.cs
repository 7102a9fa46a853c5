namespace MlNetDeep.Imaging;

/// <summary>
/// A picture of 8-bit samples in memory: row-major from the top left, channels interleaved, no padding between rows.
/// Operations return new pictures; only <see cref="Pixels"/>, <see cref="Row"/> and <see cref="ImageDraw"/> change one.
/// </summary>
/// <example><code>
/// Image photo = Image.Load("cat.jpg", new ImageLoadOptions { Channels = 3 });
/// photo.Resize(64, 64).SavePng("cat64.png");
/// </code></example>
public sealed partial class Image
{
    private readonly byte[] _pixels;

    /// <summary>Makes a black (and, with four channels, transparent) picture.</summary>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="channels">1 (grey), 3 (RGB) or 4 (RGBA).</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive or too large for one array, or channels is not 1, 3 or 4.</exception>
    public Image(int width, int height, int channels) : this(width, height, channels, new byte[CheckedLength(width, height, channels)]) { }

    /// <summary>Makes a picture over existing samples, which are not copied.</summary>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="channels">1 (grey), 3 (RGB) or 4 (RGBA).</param>
    /// <param name="pixels">The samples, exactly width * height * channels of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive or too large for one array, or channels is not 1, 3 or 4.</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> has another length.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        int length = CheckedLength(width, height, channels);
        if (pixels.Length != length)
            throw new ArgumentException($"A picture of {width} x {height} x {channels} has {length} samples, received {pixels.Length}.", nameof(pixels));
        Width = width;
        Height = height;
        Channels = channels;
        _pixels = pixels;
    }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The samples of each pixel: 1 (grey), 3 (red, green, blue) or 4 (red, green, blue, alpha).</summary>
    public int Channels { get; }

    /// <summary>All samples; the one of channel c at column x of row y is at (y * Width + x) * Channels + c.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>The samples of one row.</summary>
    /// <param name="y">The row, 0 to Height - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="y"/> is outside the picture.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return _pixels.AsSpan(y * Width * Channels, Width * Channels);
    }

    /// <summary>A copy with samples of its own.</summary>
    public Image Clone() => new(Width, Height, Channels, (byte[])_pixels.Clone());

    private static int CheckedLength(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3 or 4)) throw new ArgumentOutOfRangeException(nameof(channels), channels, "A picture has 1, 3 or 4 channels.");
        long length = (long)width * height;
        if (length > Array.MaxLength / channels)
            throw new ArgumentOutOfRangeException(nameof(height), height, $"A picture of {width} x {height} x {channels} is larger than one array can hold.");
        return (int)length * channels;
    }
}
