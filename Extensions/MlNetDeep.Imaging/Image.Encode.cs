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
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw new IOException($"'{path}' cannot be written: {e.Message}", e);
        }
    }

    // What went wrong before must not be hidden by this going wrong too.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
