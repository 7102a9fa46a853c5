using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Microsoft.ML;

/// <summary>
/// Writes a model file: a zip in which each component has a folder. Its last entry lists name, size and checksum of all others, so
/// that a reader notices any change; other readers ignore it.
/// </summary>
internal sealed class RepositoryWriter : IDisposable
{
    public const string ManifestName = "TrainingInfo/Entries.txt";

    // Zip files cannot be older; a fixed time keeps the bytes of equal models equal.
    private static readonly DateTimeOffset s_entryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _archive;
    private readonly StringBuilder _manifest = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public RepositoryWriter(Stream stream) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    public static string Combine(string? directory, string name) => string.IsNullOrEmpty(directory) ? name : $"{directory}/{name}";

    public static string ManifestLine(string name, long length, uint checksum) => string.Create(CultureInfo.InvariantCulture, $"{checksum:x8} {length} {name}\n");

    /// <summary>Starts an entry; the one before it must be closed.</summary>
    public Stream CreateEntry(string? directory, string name)
    {
        string path = Combine(directory, name);
        if (!_names.Add(path)) throw new InvalidOperationException($"the entry '{path}' is written twice");
        return new ChecksumStream(OpenEntry(path), (length, checksum) => _manifest.Append(ManifestLine(path, length, checksum)));
    }

    /// <summary>Writes the list of entries; nothing may follow.</summary>
    public void Commit()
    {
        using Stream entry = OpenEntry(ManifestName);
        entry.Write(Encoding.UTF8.GetBytes(_manifest.ToString()));
    }

    public void Dispose() => _archive.Dispose();

    private Stream OpenEntry(string path)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = s_entryTime;
        return entry.Open();
    }
}
