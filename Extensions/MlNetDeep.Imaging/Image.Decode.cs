using MlNetDeep.Imaging.Jpeg;
using MlNetDeep.Imaging.Png;

namespace MlNetDeep.Imaging;

public sealed partial class Image
{
    /// <summary>Loads a picture from a file. The format is found by the file's first bytes, whatever its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits and conversions; null for the defaults.</param>
    /// <exception cref="ImageFormatException">The file is not a picture that can be read; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static Image Load(string path, ImageLoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Decode(File.ReadAllBytes(path), options, path);
    }

    /// <summary>Loads a picture from a stream, which is read to its end.</summary>
    /// <param name="stream">The stream, at the first byte of the picture. It is left open.</param>
    /// <param name="options">Limits and conversions; null for the defaults.</param>
    /// <param name="name">A name for error messages; null for the stream's own when it is a file.</param>
    /// <exception cref="ImageFormatException">The data are not a picture that can be read.</exception>
    public static Image Load(Stream stream, ImageLoadOptions? options = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Decode(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), options, name ?? (stream as FileStream)?.Name);
    }

    /// <summary>Decodes a picture in memory.</summary>
    /// <param name="data">The bytes of the file.</param>
    /// <param name="options">Limits and conversions; null for the defaults.</param>
    /// <param name="name">A name for error messages.</param>
    /// <exception cref="ImageFormatException">The data are not a picture that can be read.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, ImageLoadOptions? options = null, string? name = null)
    {
        options ??= ImageLoadOptions.Default;
        try
        {
            Image image = ImageSignature.Find(data) == ImageFormat.Png ? PngDecoder.Decode(data, options) : JpegDecoder.Decode(data, options);
            return image.ToChannels(options.Channels);
        }
        catch (DecodeException e)
        {
            throw e.ForFile(name);
        }
    }

    /// <summary>Reads a file's header: format, size and channels, without decoding pixels. The limits of the options are not applied.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The options that a later load would have; null for the defaults.</param>
    /// <exception cref="ImageFormatException">The header is damaged, or the format is not supported; the message names the file.</exception>
    public static ImageInfo Identify(string path, ImageLoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Identify(File.ReadAllBytes(path), options, path);
    }

    /// <summary>Reads the header of a picture in memory: format, size and channels. The limits of the options are not applied.</summary>
    /// <param name="data">The bytes of the file.</param>
    /// <param name="options">The options that a later load would have; null for the defaults.</param>
    /// <param name="name">A name for error messages.</param>
    /// <exception cref="ImageFormatException">The header is damaged, or the format is not supported.</exception>
    public static ImageInfo Identify(ReadOnlySpan<byte> data, ImageLoadOptions? options = null, string? name = null)
    {
        options ??= ImageLoadOptions.Default;
        try
        {
            return ImageSignature.Find(data) == ImageFormat.Png ? PngDecoder.Identify(data, options) : JpegDecoder.Identify(data, options);
        }
        catch (DecodeException e)
        {
            throw e.ForFile(name);
        }
    }
}
