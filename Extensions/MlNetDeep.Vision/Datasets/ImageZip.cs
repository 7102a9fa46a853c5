using System.IO.Compression;
using MlNetDeep.Imaging;

namespace MlNetDeep.Vision;

/// <summary>
/// Reads labelled pictures straight from a zip file, without unpacking it: a folder per class, as deep in the zip as it may be. Faster
/// than many small files on disk.
/// </summary>
public static class ImageZip
{
    /// <summary>The largest picture file that is read: 256 MB.</summary>
    public const int MaxFileLength = 256 * 1024 * 1024;

    /// <summary>Decodes and resizes the pictures on all processors. One that cannot be read is named in a warning, left out and counted.</summary>
    /// <param name="path">The zip. Its .jpg, .jpeg and .png files are read; their class is the name of the folder that they are in.</param>
    /// <param name="options">The size and format; null for the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The pictures in the order of their names, with the classes in theirs.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no zip, has no pictures in folders, or more than half of them cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImageSet Load(string path, ImageSetOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImageSetOptions();
        using FileStream file = File.OpenRead(path);
        using ZipArchive zip = Open(file, path);
        ZipArchiveEntry[] entries = [.. zip.Entries.Where(IsPicture).OrderBy(entry => entry.FullName, StringComparer.Ordinal)];
        if (entries.Length == 0) throw new InvalidDataException($"'{path}' has no .jpg or .png files in folders; a folder per class is expected.");
        string[] classNames = [.. entries.Select(ClassOf).Distinct().Order(StringComparer.Ordinal)];

        // A zip has one position, so the bytes are read in turn; decoding is what takes the time.
        var bytes = new byte[entries.Length][];
        var failures = new string?[entries.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes[i] = ReadEntry(entries[i], out failures[i]);
        }
        return ImageSet.Decode(
            [.. entries.Select(entry => new ImageEntry($"{path}/{entry.FullName}", ClassOf(entry)))], classNames, options, failures,
            (i, load) => Image.Decode(bytes[i], load, entries[i].FullName), cancellation);
    }

    private static ZipArchive Open(FileStream file, string path)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' is not a zip file, or is damaged: {e.Message}", e);
        }
    }

    private static bool IsPicture(ZipArchiveEntry entry) =>
        entry.FullName.Contains('/', StringComparison.Ordinal) &&
        Path.GetExtension(entry.Name).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" && entry.Name[0] != '.';

    private static string ClassOf(ZipArchiveEntry entry) => entry.FullName.Split('/')[^2];

    // The length that a zip states may be a lie: no more than that is read, and no more than the limit is believed.
    private static byte[] ReadEntry(ZipArchiveEntry entry, out string? failure)
    {
        failure = null;
        try
        {
            if (entry.Length > MaxFileLength) throw new InvalidDataException($"it has {entry.Length} bytes, at most {MaxFileLength} are read");
            byte[] bytes = new byte[entry.Length];
            using Stream stream = entry.Open();
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            failure = $"'{entry.FullName}' cannot be read from the zip: {e.Message}";
            return [];
        }
    }
}
