using System.Numerics;

namespace Microsoft.ML;

/// <summary>The steps of MurmurHash3, 32 bits (Appleby, public domain), and the hash of text that ML.NET makes of them.</summary>
internal static class MurmurHash
{
    /// <summary>Mixes four bytes into a hash.</summary>
    public static uint Round(uint hash, uint chunk) => unchecked((BitOperations.RotateLeft(hash ^ Scramble(chunk), 13) * 5) + 0xE6546B64);

    /// <summary>Ends a hash of a number of bytes.</summary>
    public static uint Finish(uint hash, int length)
    {
        hash ^= (uint)length;
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6B);
        hash = unchecked((hash ^ (hash >> 13)) * 0xC2B2AE35);
        return hash ^ (hash >> 16);
    }

    /// <summary>
    /// Hashes text by the bytes that UTF-8 gives to each 16-bit unit. As in ML.NET, the pending bytes are put in order as a whole after
    /// each character beyond ASCII, which moves those before it; groups of rows depend on it.
    /// </summary>
    public static uint Text(uint hash, ReadOnlySpan<char> text)
    {
        ulong pending = 0;
        int bits = 0;
        int length = 0;
        foreach (char c in text)
        {
            if (c < 0x80)
            {
                pending |= (ulong)c << bits;
                bits += 8;
            }
            else if (c < 0x800)
            {
                pending |= (ulong)((c & 0x3F) | ((c << 2) & 0x1F00) | 0xC080) << bits;
                pending = ((pending & 0xFF) << 8) | (pending >> 8);
                bits += 16;
            }
            else
            {
                pending |= (ulong)((uint)((c & 0x3F) | ((c << 2) & 0x3F00) | ((c << 4) & 0xF0000)) | 0xE08080) << bits;
                pending = ((pending & 0xFF) << 16) | (pending & 0xFF00) | (pending >> 16);
                bits += 24;
            }
            if (bits < 32) continue;
            hash = Round(hash, (uint)pending);
            pending >>= 32;
            bits -= 32;
            length += 4;
        }
        length += bits / 8;
        int rest = length & 3;
        if (rest > 0) hash ^= Scramble((uint)pending & (uint)((1UL << (8 * rest)) - 1));
        return Finish(hash, length);
    }

    private static uint Scramble(uint chunk) => unchecked(BitOperations.RotateLeft(chunk * 0xCC9E2D51, 15) * 0x1B873593);
}
