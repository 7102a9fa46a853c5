namespace MlNetDeep.Imaging;

/// <summary>Limits and conversions for loading a picture. Every limit is checked against the header before memory is allocated.</summary>
public sealed record ImageLoadOptions
{
    internal static ImageLoadOptions Default { get; } = new();

    /// <summary>
    /// The largest number of pixels (width times height) that is decoded; at least 1. The default, 30,000,000, takes the photos
    /// of usual cameras (24 megapixels), and a small hostile file cannot ask for more than about 600 MB; raise it for larger pictures.
    /// A JPEG is also refused when its coefficients, samples and pixels would need more than 12 bytes for each pixel of the
    /// limit (and 1 MiB), as much as a progressive one in full colour resolution.
    /// </summary>
    public long MaxPixels
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxPixels must be at least 1.");
    } = 30_000_000;

    /// <summary>The largest width or height that is decoded; default 65,535. At least 1.</summary>
    public int MaxDimension
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDimension must be at least 1.");
    } = 65_535;

    /// <summary>
    /// Whether a JPEG is turned upright as its EXIF orientation says; default true. With false the pixels come as stored.
    /// </summary>
    public bool ApplyExifOrientation { get; init; } = true;

    /// <summary>
    /// The channels wanted: 1 (grey), 3 (RGB) or 4 (RGBA); null, the default, keeps what the file holds: grey as 1, colour
    /// as 3, anything with transparency as 4. Alpha that is not wanted is dropped, not blended.
    /// </summary>
    public int? Channels
    {
        get;
        init => field = value is null or 1 or 3 or 4 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Channels must be 1, 3, 4 or null.");
    }
}
