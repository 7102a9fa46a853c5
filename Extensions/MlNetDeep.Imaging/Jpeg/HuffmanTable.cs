namespace MlNetDeep.Imaging.Jpeg;

/// <summary>
/// A Huffman code (ITU-T T.81, annex C). Codes of up to <see cref="LookaheadBits"/> bits are found in one table look-up, longer
/// ones by comparing with the largest code of each length.
/// </summary>
internal sealed class HuffmanTable
{
    public const int LookaheadBits = 9;

    private readonly byte[] _symbols;

    /// <summary>For each length the end of its codes, aligned to 16 bits.</summary>
    private readonly int[] _codeEnd = new int[18];

    /// <summary>For each length what turns a code into the index of its symbol.</summary>
    private readonly int[] _symbolOffset = new int[17];

    /// <param name="counts">How many codes there are of each length, 1 to 16.</param>
    /// <param name="symbols">The symbols in the order of their codes.</param>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, index = 0;
        for (int length = 1; length <= 16; length++)
        {
            _symbolOffset[length] = index - code;
            int count = counts[length - 1];
            if (code + count > 1 << length) throw new DecodeException($"a Huffman table has {count} codes of {length} bits, more than fit");
            for (int i = 0; i < count; i++, code++, index++)
            {
                if (length > LookaheadBits) continue;
                int shift = LookaheadBits - length;
                Array.Fill(Lookup, (ushort)(length << 8 | _symbols[index]), code << shift, 1 << shift);
            }
            _codeEnd[length] = code << (16 - length);
            code <<= 1;
        }
        _codeEnd[17] = int.MaxValue;
    }

    /// <summary>For each value of the next bits length * 256 + symbol, or 0 when the code is longer.</summary>
    public ushort[] Lookup { get; } = new ushort[1 << LookaheadBits];

    /// <summary>The same for a code that is longer, from the next 16 bits.</summary>
    public int FindLong(int bits)
    {
        int length = LookaheadBits + 1;
        while (bits >= _codeEnd[length]) length++;
        if (length > 16) throw new DecodeException("its compressed data hold a bit pattern that is no Huffman code");
        return length << 8 | _symbols[(bits >> (16 - length)) + _symbolOffset[length]];
    }
}
