using System.Buffers.Binary;
using System.Text.Json;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Reads the layout that <see cref="SafetensorsWriter"/> describes. The file is not trusted: the header's length is compared with
/// the file, each tensor's bytes with its shape, and all tensors must cover the data without overlaps and gaps.
/// </summary>
internal static class SafetensorsReader
{
    // The limit of the reference implementation.
    private const long MaxHeaderLength = 100_000_000;

    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, long length, string source)
    {
        List<SafetensorsEntry> entries = ReadHeader(stream, length, source);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        // Entries are in the order of their bytes, so the stream is read once, forward.
        foreach (SafetensorsEntry entry in entries) tensors[entry.Name] = ReadNumbers(stream, entry, source);
        return tensors;
    }

    public static List<SafetensorsEntry> ReadHeader(Stream stream, long length, string source)
    {
        if (length < 8) throw Damaged(source, $"is {length} bytes long, shorter than the 8 bytes that give the header's length");
        Span<byte> prefix = stackalloc byte[8];
        ReadExactly(stream, prefix, source);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)(length - 8)) throw Damaged(source, $"has a header of {headerLength} bytes, but only {length - 8} bytes follow");
        if (headerLength > MaxHeaderLength) throw Damaged(source, $"has a header of {headerLength} bytes; at most {MaxHeaderLength} are allowed");
        byte[] header = new byte[(int)headerLength];
        ReadExactly(stream, header, source);
        List<SafetensorsEntry> entries = Parse(header, source);
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckCover(entries, length - 8 - (long)headerLength, source);
        return entries;
    }

    private static List<SafetensorsEntry> Parse(byte[] header, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Damaged(source, "has a header that is not a JSON object");
            var entries = new List<SafetensorsEntry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name)) throw Damaged(source, $"names the tensor '{property.Name}' twice");
                if (property.Name != "__metadata__") entries.Add(SafetensorsEntry.Parse(property.Name, property.Value, source));
            }
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Text that is not UTF-8 surfaces as InvalidOperationException when a name is read.
            throw new InvalidDataException($"{source} has a header that is not valid JSON: {e.Message}", e);
        }
    }

    private static void CheckCover(List<SafetensorsEntry> entries, long dataLength, string source)
    {
        long covered = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.End > dataLength)
                throw Damaged(source, $"has {dataLength} bytes of numbers, but the tensor '{entry.Name}' ends at byte {entry.End}: the file was cut, or its header is wrong");
            if (entry.Begin < covered) throw Damaged(source, $"has the tensor '{entry.Name}' at byte {entry.Begin}, overlapping another that ends at {covered}");
            if (entry.Begin > covered) throw Damaged(source, $"has a hole of {entry.Begin - covered} bytes before the tensor '{entry.Name}'");
            covered = entry.End;
        }
        if (covered != dataLength) throw Damaged(source, $"has {dataLength - covered} bytes that belong to no tensor");
    }

    private static Tensor ReadNumbers(Stream stream, SafetensorsEntry entry, string source)
    {
        Tensor tensor = Tensor.Uninitialized(entry.Shape);
        Span<float> numbers = tensor.Span;
        byte[] buffer = new byte[Math.Min(entry.End - entry.Begin, 1 << 20)];
        int perBuffer = buffer.Length / entry.DataType.Size;
        for (int done = 0; done < numbers.Length; done += perBuffer)
        {
            Span<float> part = numbers[done..Math.Min(numbers.Length, done + perBuffer)];
            Span<byte> bytes = buffer.AsSpan(0, part.Length * entry.DataType.Size);
            ReadExactly(stream, bytes, source);
            entry.DataType.Convert(bytes, part);
        }
        return tensor;
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, string source)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Damaged(source, "ends before its data do");
    }

    private static InvalidDataException Damaged(string source, string what) => new($"{source} {what}");
}
