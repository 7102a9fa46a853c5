using System.Buffers.Binary;
using System.Text;

namespace MlNetDeep.Networks.Tests;

/// <summary>Reads TensorBoard's event files, written after the formats' descriptions and not after the writer.</summary>
internal static class EventReader
{
    public sealed record Event(double Time, long Step, string? Version, string? Tag, float? Scalar, Dictionary<int, object>? Histogram);

    public static List<Event> Read(string folder) => [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(file => Records(File.ReadAllBytes(file))).Select(Parse)];

    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }

    private static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            AssertChecksum(file.AsSpan(at, 8), file.AsSpan(at + 8, 4));
            AssertChecksum(file.AsSpan(at + 12, length), file.AsSpan(at + 12 + length, 4));
            records.Add(file[(at + 12)..(at + 12 + length)]);
            at += length + 16;
        }
        return records;
    }

    private static void AssertChecksum(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored)
    {
        uint crc = Crc32C(data);
        Assert.Equal(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8), BinaryPrimitives.ReadUInt32LittleEndian(stored));
    }

    private static Event Parse(byte[] record)
    {
        Dictionary<int, object> fields = Fields(record);
        string? version = fields.TryGetValue(3, out object? text) ? Encoding.UTF8.GetString((byte[])text) : null;
        long step = fields.TryGetValue(2, out object? number) ? (long)number : 0;
        if (!fields.TryGetValue(5, out object? summary)) return new Event((double)fields[1], step, version, null, null, null);
        Dictionary<int, object> value = Fields((byte[])Fields((byte[])summary)[1]);
        return new Event(
            (double)fields[1], step, version, Encoding.UTF8.GetString((byte[])value[1]), value.TryGetValue(2, out object? scalar) ? (float)scalar : null,
            value.TryGetValue(5, out object? histogram) ? Fields((byte[])histogram) : null);
    }

    private static Dictionary<int, object> Fields(byte[] message)
    {
        var fields = new Dictionary<int, object>();
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            object value;
            switch (tag & 7)
            {
                case 0:
                    value = (long)Varint(message, ref at);
                    break;
                case 1:
                    value = BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(at));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    value = message[at..(at + length)];
                    at += length;
                    break;
                case 5:
                    value = BinaryPrimitives.ReadSingleLittleEndian(message.AsSpan(at));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
            fields.Add((int)(tag >> 3), value);
        }
        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
