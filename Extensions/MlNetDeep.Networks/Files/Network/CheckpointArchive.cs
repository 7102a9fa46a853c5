using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// One zip with named parts, stored as they are, and in the zip's comment the SHA-256 of everything before it. Equal parts give equal
/// bytes; reading verifies the checksum first, so that whatever follows reads what was written.
/// </summary>
internal sealed class CheckpointArchive : IDisposable
{
    private const string ChecksumPrefix = "sha256:";
    private const int ChecksumLength = 7 + 64;

    // A zip records local times from 1980 on; a fixed one keeps the bytes equal.
    private static readonly DateTimeOffset s_entryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly long _fileLength;
    private readonly string _source;

    private CheckpointArchive(ZipArchive zip, long fileLength, string source)
    {
        _zip = zip;
        _fileLength = fileLength;
        _source = source;
    }

    /// <summary>Writes the parts in their order into a stream that can seek and is at its start.</summary>
    public static void Write(Stream stream, IEnumerable<ArchivePart> parts)
    {
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (ArchivePart part in parts)
            {
                if (!names.Add(part.Name)) throw new ArgumentException($"two parts have the name '{part.Name}'", nameof(parts));
                ZipArchiveEntry entry = zip.CreateEntry(part.Name, CompressionLevel.NoCompression);
                entry.LastWriteTime = s_entryTime;
                using Stream content = entry.Open();
                part.Write(content);
            }
            zip.Comment = ChecksumPrefix + new string('0', ChecksumLength - ChecksumPrefix.Length);
        }
        string checksum = Checksum(stream);
        stream.Position = stream.Length - ChecksumLength;
        stream.Write(Encoding.ASCII.GetBytes(checksum));
    }

    /// <summary>Verifies an archive, from the stream's start to its end, and opens it.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="source">What it is, for messages: a path.</param>
    /// <exception cref="InvalidDataException">The archive is damaged, was cut, or is none.</exception>
    public static CheckpointArchive Read(Stream stream, string source)
    {
        Verify(stream, source);
        stream.Position = 0;
        return Guarded(source, () => new CheckpointArchive(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true), stream.Length, source));
    }

    public bool Has(string name) => _zip.GetEntry(name) is not null;

    /// <summary>The bytes of a part that has at most <paramref name="maxLength"/>.</summary>
    public byte[] ReadBytes(string name, int maxLength) => Guarded(_source, () =>
    {
        using Stream part = Open(name, out long length);
        if (length > maxLength) throw new InvalidDataException($"{_source} has a part '{name}' of {length} bytes; at most {maxLength} are allowed");
        byte[] bytes = new byte[length];
        part.ReadExactly(bytes);
        return bytes;
    });

    /// <summary>The tensors of a safetensors part.</summary>
    public IReadOnlyDictionary<string, Tensor> ReadTensors(string name) => Guarded(_source, () =>
    {
        using Stream part = Open(name, out long length);
        return SafetensorsReader.Read(part, length, $"{_source}, {name}");
    });

    public void Dispose() => _zip.Dispose();

    // Stored as they are: a compressed part could claim any length.
    private Stream Open(string name, out long length)
    {
        ZipArchiveEntry entry = _zip.GetEntry(name) ?? throw new InvalidDataException($"{_source} has no part '{name}'");
        length = entry.Length;
        if (entry.CompressedLength != length || length > _fileLength) throw new InvalidDataException($"{_source} has a part '{name}' that is compressed or longer than the file");
        return entry.Open();
    }

    private static T Guarded<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is EndOfStreamException || (e is InvalidDataException && !e.Message.StartsWith(source, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{source} is damaged: {e.Message}", e);
        }
    }

    private static void Verify(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[4];
        stream.Position = 0;
        if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4 || !start.SequenceEqual("PK\u0003\u0004"u8))
            throw new InvalidDataException($"{source} is not a network file, or its start is damaged: it does not begin as a zip file");
        if (stream.Length < ChecksumLength) throw Cut();
        Span<byte> stored = stackalloc byte[ChecksumLength];
        stream.Position = stream.Length - ChecksumLength;
        stream.ReadExactly(stored);
        if (!stored.StartsWith("sha256:"u8)) throw Cut();
        if (Checksum(stream) != Encoding.ASCII.GetString(stored))
            throw new InvalidDataException($"{source} is damaged: its contents do not have the SHA-256 checksum at its end");

        InvalidDataException Cut() =>
            new($"{source} was cut short, or is not a network file: it does not end with its checksum");
    }

    private static string Checksum(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        stream.Position = 0;
        for (long rest = stream.Length - ChecksumLength; rest > 0;)
        {
            int count = (int)Math.Min(rest, buffer.Length);
            stream.ReadExactly(buffer, 0, count);
            hash.AppendData(buffer, 0, count);
            rest -= count;
        }
        return ChecksumPrefix + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
