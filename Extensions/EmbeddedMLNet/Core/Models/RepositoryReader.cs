using System.IO.Compression;
using System.Text;

namespace Microsoft.ML;

/// <summary>
/// Reads a model file. Before anything is created from it, every entry is decompressed once and compared with its size and
/// checksum, and with the list that the writer added: a cut or changed file is found here.
/// </summary>
internal sealed class RepositoryReader : IDisposable
{
    // Deflate cannot shrink data further than this, so a larger claim is false and is refused before memory is taken for it.
    private const long MaximumCompressionRatio = 1032;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> _checksums = new(StringComparer.Ordinal);

    public RepositoryReader(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            foreach (ZipArchiveEntry entry in _archive.Entries)
            {
                if (!_entries.TryAdd(entry.FullName, entry)) throw new FormatException($"the entry '{entry.FullName}' occurs twice");
                _checksums[entry.FullName] = Check(entry);
            }
            CheckManifest();
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    public bool Contains(string path) => _entries.ContainsKey(path);

    /// <summary>Opens an entry; null when there is none. The stream knows its length but does not seek.</summary>
    public Stream? Open(string path) => _entries.TryGetValue(path, out ZipArchiveEntry? entry) ? new SizedStream(entry.Open(), entry.Length) : null;

    public byte[]? ReadAll(string path)
    {
        using Stream? stream = Open(path);
        if (stream is null) return null;
        if (stream.Length > Array.MaxLength) throw new FormatException($"the entry '{path}' is too large: {stream.Length} bytes");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => _archive.Dispose();

    private static uint Check(ZipArchiveEntry entry)
    {
        if (entry.Length < 0 || entry.Length / MaximumCompressionRatio > entry.CompressedLength)
            throw new FormatException($"the entry '{entry.FullName}' claims {entry.Length} bytes in {entry.CompressedLength} compressed ones");
        var checksum = default(Crc32);
        long length = 0;
        byte[] buffer = new byte[1 << 16];
        using Stream stream = entry.Open();
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            length += read;
            if (length > entry.Length) break;
            checksum.Add(buffer.AsSpan(0, read));
        }
        if (length != entry.Length || checksum.Value != entry.Crc32)
            throw new FormatException($"the entry '{entry.FullName}' is damaged: {entry.Length} bytes with checksum {entry.Crc32:x8} expected");
        return checksum.Value;
    }

    private void CheckManifest()
    {
        if (ReadAll(RepositoryWriter.ManifestName) is not { } bytes) return;
        foreach (string line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = line[(line.IndexOf(' ', line.IndexOf(' ', StringComparison.Ordinal) + 1) + 1)..];
            if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry)) throw new FormatException($"the entry '{name}' is missing");
            if (RepositoryWriter.ManifestLine(name, entry.Length, _checksums[name]) != line + "\n")
                throw new FormatException($"the entry '{name}' is not the one that was saved");
        }
    }
}
