using System.Buffers.Binary;

namespace MlNetDeep.Imaging.Jpeg;

/// <summary>
/// Reads the bits of entropy-coded data, without the zero bytes that follow 0xFF. At a marker or the end of the file it goes
/// on with zeros and counts them, so that the caller finds out at the next check that data are missing.
/// </summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> data, int position)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>The next bits, from the highest on; below the last real one are zeros.</summary>
    private ulong _bits;
    private int _count;
    private int _invented;

    /// <summary>The next byte that is not in the bit buffer: never beyond the next marker.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Whether more bits have been taken than there are.</summary>
    public readonly bool Overrun => _count < _invented;

    /// <summary>Whether a whole byte has been read ahead, that is, data are left before the next marker.</summary>
    public readonly bool HasSpareByte => _count - _invented >= 8;

    /// <summary>Makes at least 48 bits available.</summary>
    public void Fill()
    {
        if (_count >= 48) return;
        if (Position + 4 <= _data.Length)
        {
            // Two of these words can follow each other; most have no 0xFF and go in whole.
            uint word = BinaryPrimitives.ReadUInt32BigEndian(_data[Position..]);
            if (_count <= 32 && (~word - 0x01010101u & word & 0x80808080u) == 0)
            {
                _bits |= (ulong)word << (32 - _count);
                _count += 32;
                Position += 4;
                if (_count >= 48) return;
            }
        }
        FillByBytes();
    }

    /// <summary>The next bits without taking them, 1 to 16 of them.</summary>
    public readonly int Peek(int count) => (int)(_bits >> (64 - count));

    public void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>Takes 1 to 16 bits.</summary>
    public int Take(int count)
    {
        int value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>Takes a Huffman code and gives its symbol. At least 16 bits must be available.</summary>
    public int Decode(HuffmanTable table)
    {
        int entry = table.Lookup[_bits >> (64 - HuffmanTable.LookaheadBits)];
        if (entry == 0) entry = table.FindLong(Peek(16));
        Skip(entry >> 8);
        return entry & 0xFF;
    }

    /// <summary>Takes a signed number of 1 to 16 bits (ITU-T T.81, EXTEND): those that start with 0 are negative.</summary>
    public int TakeSigned(int count)
    {
        int value = Take(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Drops the rest of the buffer and goes on at another byte.</summary>
    public void Restart(int position)
    {
        (_bits, _count, _invented) = (0, 0, 0);
        Position = position;
    }

    private void FillByBytes()
    {
        while (_count <= 56)
        {
            int value = 0;
            if (Position >= _data.Length)
            {
                _invented += 8;
            }
            else if (_data[Position] != 0xFF)
            {
                value = _data[Position++];
            }
            else if (Position + 1 < _data.Length && _data[Position + 1] == 0)
            {
                value = 0xFF;
                Position += 2;
            }
            else
            {
                _invented += 8;
            }
            _bits |= (ulong)value << (56 - _count);
            _count += 8;
        }
    }
}
