using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// A line of a journal: one JSON object, whose last member is the CRC-32C of all bytes before that member, such as
/// <c>{"op":"delete","study":1,"crc":"5d0e7c21"}</c>.
/// </summary>
internal static class JournalLine
{
    private static readonly int s_sealLength = Seal(0).Length;

    // Text stays legible in every language; the file is never part of a web page.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object with the members that <paramref name="members"/> writes, its checksum, and the end of the line.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        ReadOnlySpan<byte> content = buffer.WrittenSpan[..^1];   // without the brace, which follows the checksum
        return [.. content, .. Seal(Checksum(content)), (byte)'\n'];
    }

    /// <summary>The object of a line, given without its end, when it matches its checksum; null when it does not.</summary>
    public static JsonDocument? TryRead(ReadOnlyMemory<byte> line) => IsIntact(line.Span) ? JsonDocument.Parse(line) : null;

    /// <summary>Whether a line, given without its end, matches its checksum.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> line) =>
        line.Length > s_sealLength && line[^s_sealLength..].SequenceEqual(Seal(Checksum(line[..^s_sealLength])));

    private static byte[] Seal(uint checksum) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"crc\":\"{checksum:x8}\"}}"));

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
