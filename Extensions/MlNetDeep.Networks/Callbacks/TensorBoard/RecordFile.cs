using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace MlNetDeep.Networks;

/// <summary>
/// The framing of TensorFlow's record files: the length as 8 bytes, its checksum, the data, their checksum, all little-endian. Records are
/// collected and appended at <see cref="Flush"/>, so that no file stays open.
/// </summary>
internal sealed class RecordFile(string path)
{
    private const uint MaskDelta = 0xA282EAD8;

    private readonly ArrayBufferWriter<byte> _pending = new();

    public string Path => path;

    public void Add(ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)data.Length);
        _pending.Write(number);
        WriteChecksum(number);
        _pending.Write(data);
        WriteChecksum(data);
    }

    /// <summary>Appends what was added since.</summary>
    public void Flush()
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
    }

    // The format stores checksums rotated, because a checksum over data that hold their own checksum is weak.
    private void WriteChecksum(ReadOnlySpan<byte> data)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in data) checksum = BitOperations.Crc32C(checksum, value);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, BitOperations.RotateRight(~checksum, 15) + MaskDelta);
        _pending.Write(bytes);
    }
}
