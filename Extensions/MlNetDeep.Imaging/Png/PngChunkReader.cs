using System.Buffers.Binary;
using System.Text;

namespace MlNetDeep.Imaging.Png;

/// <summary>Walks over the chunks of a PNG file and checks their lengths and, of those that matter, their checksums.</summary>
internal ref struct PngChunkReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position = PngDecoder.Signature.Length;

    /// <summary>The four letters of the chunk's type.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Where <see cref="Data"/> starts in the file.</summary>
    public int DataStart { get; private set; }

    public readonly string TypeName => Encoding.ASCII.GetString(Type);

    /// <summary>A reader must understand critical chunks, whose first letter is a capital.</summary>
    public readonly bool IsCritical => (Type[0] & 0x20) == 0;

    public void Next()
    {
        ReadOnlySpan<byte> rest = _data[_position..];
        if (rest.Length < 12) throw new DecodeException($"the file ends at byte {_data.Length}, before the IEND chunk");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        Type = rest.Slice(4, 4);
        foreach (byte letter in Type)
            if (!char.IsAsciiLetter((char)letter)) throw new DecodeException($"a chunk type at byte {_position + 4} is {Convert.ToHexString(Type)}, expected four letters");
        if (length > rest.Length - 12)
            throw new DecodeException($"the {TypeName} chunk at byte {_position} claims {length} bytes, but the file has {rest.Length - 12} left");
        DataStart = _position + 8;
        Data = rest.Slice(8, (int)length);
        _position += (int)length + 12;
        if (!IsCritical && !Type.SequenceEqual("tRNS"u8)) return;
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]), actual = Crc32.Of(Type, Data);
        if (stored != actual) throw new DecodeException($"the checksum of its {TypeName} chunk is {stored:x8}, expected {actual:x8}: the data are damaged");
    }
}
