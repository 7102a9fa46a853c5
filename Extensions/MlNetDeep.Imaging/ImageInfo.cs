namespace MlNetDeep.Imaging;

/// <summary>What a file's header says about the picture in it, see <see cref="Image.Identify(string, ImageLoadOptions?)"/>.</summary>
/// <param name="Format">The format, found by signature.</param>
/// <param name="Width">The width in pixels that loading with the same options gives, that is after the EXIF orientation.</param>
/// <param name="Height">The height in pixels that loading with the same options gives, that is after the EXIF orientation.</param>
/// <param name="Channels">The channels that loading with the same options gives: 1 (grey), 3 (RGB) or 4 (RGBA).</param>
public readonly record struct ImageInfo(ImageFormat Format, int Width, int Height, int Channels);
