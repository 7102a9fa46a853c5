using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The layout: 8 bytes with the header's length (little-endian), the header as JSON padded with spaces to a multiple of 8, then
/// the numbers of all tensors without gaps.
/// </summary>
internal static class SafetensorsWriter
{
    public static void Write(Stream stream, IReadOnlyList<KeyValuePair<string, Tensor>> tensors)
    {
        byte[] header = Header(tensors);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Tensor tensor) in tensors) WriteNumbers(stream, tensor.Span);
    }

    private static byte[] Header(IReadOnlyList<KeyValuePair<string, Tensor>> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach ((string name, Tensor tensor) in tensors)
            {
                if (name == "__metadata__") throw new ArgumentException("a tensor cannot have the name '__metadata__', which the format reserves", nameof(tensors));
                if (!names.Add(name)) throw new ArgumentException($"two tensors have the name '{name}'", nameof(tensors));
                long end = offset + (long)tensor.Count * sizeof(float);
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int dimension in tensor.Shape.Dimensions) json.WriteNumberValue(dimension);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                offset = end;
            }
            json.WriteEndObject();
        }
        byte[] header = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private static void WriteNumbers(Stream stream, ReadOnlySpan<float> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In pieces, because the bytes of a large tensor are more than a span can count.
            for (; numbers.Length > 0; numbers = numbers[Math.Min(numbers.Length, 1 << 20)..])
                stream.Write(MemoryMarshal.AsBytes(numbers[..Math.Min(numbers.Length, 1 << 20)]));
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float number in numbers)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
            stream.Write(bytes);
        }
    }
}
