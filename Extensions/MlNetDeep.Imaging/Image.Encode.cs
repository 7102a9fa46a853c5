using MlNetDeep.Imaging.Png;

namespace MlNetDeep.Imaging;

public sealed partial class Image
{
    /// <summary>The bytes of a PNG file with this picture: 8 bits per channel, grey, RGB or RGBA.</summary>
    public byte[] EncodePng() => PngEncoder.Encode(this);

    /// <summary>
    /// Saves this picture as a PNG file. The file is written under a temporary name beside it and then renamed, so that it is
    /// whole or not there.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = EncodePng();
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
