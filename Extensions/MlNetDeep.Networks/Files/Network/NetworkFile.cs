using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Saves and loads a network: one zip file with the graph (<c>network.json</c>) and the weights (<c>weights.safetensors</c>), and
/// in the zip's comment the SHA-256 of everything before it. Any zip tool and the safetensors library of Python can read it.
/// </summary>
/// <remarks>
/// Loading verifies the checksum, so a file that was cut or has a changed byte is refused, and creates only layers of the
/// <see cref="LayerRegistry"/>. The same network gives the same bytes.
/// </remarks>
public static class NetworkFile
{
    private const string GraphEntry = "network.json", WeightsEntry = "weights.safetensors", ChecksumPrefix = "sha256:";
    private const int ChecksumLength = 7 + 64;

    // A zip records local times from 1980 on; a fixed one keeps the bytes equal.
    private static readonly DateTimeOffset s_entryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Saves a network under a temporary name, which is renamed at the end.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <exception cref="InvalidOperationException">The network has a layer that is not in the <see cref="LayerRegistry"/>.</exception>
    public static void Save(Network network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => Write(network, stream));
    }

    /// <summary>Saves a network into a stream, for example as a part of another file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">The network has a layer that is not in the <see cref="LayerRegistry"/>.</exception>
    public static void Save(Network network, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        Write(network, memory);
        memory.Position = 0;
        memory.CopyTo(stream);
    }

    /// <summary>Loads a network.</summary>
    /// <param name="path">A file made by <see cref="Save(Network, string)"/>.</param>
    /// <returns>A network that predicts the same numbers, bit for bit.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, was cut, is no network file, or has layers that are not
    /// registered; the message names the file and says which.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Network Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Loads a network from a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that holds what <see cref="Save(Network, Stream)"/> wrote and nothing after it.</param>
    /// <returns>A network that predicts the same numbers, bit for bit.</returns>
    /// <exception cref="InvalidDataException">The data are damaged, were cut, are no network file, or have layers that are not
    /// registered; the message says which.</exception>
    public static Network Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return Read(memory, "the network");
    }

    private static void Write(Network network, Stream stream)
    {
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            WriteEntry(zip, GraphEntry, entry => entry.Write(NetworkJson.Write(network.Plan)));
            WriteEntry(zip, WeightsEntry, entry => Safetensors.Write(entry, network.Weights.Select(weight => KeyValuePair.Create(weight.Name, weight.Value))));
            zip.Comment = ChecksumPrefix + new string('0', ChecksumLength - ChecksumPrefix.Length);
        }
        string checksum = Checksum(stream);
        stream.Position = stream.Length - ChecksumLength;
        stream.Write(Encoding.ASCII.GetBytes(checksum));
    }

    private static void WriteEntry(ZipArchive zip, string name, Action<Stream> write)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = s_entryTime;
        using Stream stream = entry.Open();
        write(stream);
    }

    private static Network Read(Stream stream, string source)
    {
        Verify(stream, source);
        stream.Position = 0;
        try
        {
            return ReadParts(stream, source);
        }
        catch (Exception e) when (e is EndOfStreamException || (e is InvalidDataException && !e.Message.StartsWith(source, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{source} is damaged: {e.Message}", e);
        }
    }

    private static Network ReadParts(Stream stream, string source)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        GraphPlan plan;
        using (Stream graph = OpenEntry(zip, GraphEntry, stream.Length, source, out long length))
        {
            byte[] json = new byte[length];
            graph.ReadExactly(json);
            plan = NetworkJson.Read(json, source);
        }
        IReadOnlyDictionary<string, Tensor> tensors;
        using (Stream weights = OpenEntry(zip, WeightsEntry, stream.Length, source, out long length))
            tensors = SafetensorsReader.Read(weights, length, $"{source}, {WeightsEntry}");

        int used = 0;
        var network = new Network(plan, (spec, _, name) =>
        {
            used++;
            if (!tensors.TryGetValue(name, out Tensor? tensor)) throw new InvalidDataException($"{source} has no weight '{name}'");
            return tensor.Shape == spec.Shape ? tensor
                : throw new InvalidDataException($"{source} has weight '{name}' of shape {tensor.Shape}; its layer needs {spec.Shape}");
        });
        if (used != tensors.Count) throw new InvalidDataException($"{source} has {tensors.Count} weights; its layers need {used}");
        return network;
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

    // Entries are stored as they are: a compressed one could claim any length.
    private static Stream OpenEntry(ZipArchive zip, string name, long fileLength, string source, out long length)
    {
        ZipArchiveEntry entry = zip.GetEntry(name) ?? throw new InvalidDataException($"{source} has no part '{name}'");
        length = entry.Length;
        if (entry.CompressedLength != length || length > fileLength) throw new InvalidDataException($"{source} has a part '{name}' that is compressed or longer than the file");
        if (name == GraphEntry && length > NetworkJson.MaxLength) throw new InvalidDataException($"{source} has a graph of {length} bytes; at most {NetworkJson.MaxLength} are allowed");
        return entry.Open();
    }
}
