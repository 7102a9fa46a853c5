using MlNetDeep.Imaging;

namespace MlNetDeep.Vision;

/// <summary>How pictures are brought to one size and format for an <see cref="ImageSet"/>.</summary>
public sealed record ImageSetOptions
{
    /// <summary>The width of every picture, at least 1; default 32.</summary>
    public int Width
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Width must be at least 1.");
    } = 32;

    /// <summary>The height of every picture, at least 1; default 32.</summary>
    public int Height
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Height must be at least 1.");
    } = 32;

    /// <summary>1 (grey) or 3 (RGB); default 3.</summary>
    public int Channels
    {
        get;
        init => field = value is 1 or 3 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Channels must be 1 or 3.");
    } = 3;

    /// <summary>What happens to pictures of other proportions; default <see cref="ImageFit.CenterCrop"/>.</summary>
    public ImageFit Fit { get; init; } = ImageFit.CenterCrop;

    /// <summary>How pictures are resized; default <see cref="Interpolation.Bilinear"/>, which averages when shrinking.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>The limits for decoding and whether EXIF orientation is applied; its channels are not used.</summary>
    public ImageLoadOptions Load { get; init; } = new();

    /// <summary>
    /// Called with a sentence for each picture that is skipped because it cannot be read, in the order of the listing, when
    /// all have been tried; null, the default, for no one.
    /// </summary>
    public Action<string>? Warn { get; init; }
}
