using System.Runtime.InteropServices;

namespace MlNetDeep.Imaging.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of 8 x 8 blocks, in the accurate 13-bit integer arithmetic that JPEG libraries share
/// (C. Loeffler, A. Ligtenberg and G. Moschytz, "Practical Fast 1-D DCT Algorithms with 11 Multiplications", ICASSP 1989), so
/// that pixels equal theirs bit for bit. Columns first, then rows; a column without AC coefficients is constant.
/// </summary>
internal static class InverseDct
{
    private const int ConstBits = 13;
    private const int Pass1Bits = 2;
    private const int Pass1Shift = ConstBits - Pass1Bits;
    private const int Pass2Shift = ConstBits + Pass1Bits + 3;

    // Sums of cosines, times 2^13.
    private const int F0298 = 2446, F0390 = 3196, F0541 = 4433, F0765 = 6270, F0899 = 7373, F1175 = 9633;
    private const int F1501 = 12299, F1847 = 15137, F1961 = 16069, F2053 = 16819, F2562 = 20995, F3072 = 25172;

    /// <summary>Dequantizes and transforms one block into samples of 0..255.</summary>
    public static void Transform(ReadOnlySpan<short> block, ReadOnlySpan<ushort> quantization, Span<byte> target, int stride)
    {
        block = block[..64];
        quantization = quantization[..64];
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<short, ushort>(block);
        Span<int> work = stackalloc int[64];
        for (int x = 0; x < 8; x++)
        {
            int dc = block[x] * quantization[x];
            if ((bits[x + 8] | bits[x + 16] | bits[x + 24] | bits[x + 32] | bits[x + 40] | bits[x + 48] | bits[x + 56]) == 0)
            {
                dc <<= Pass1Bits;
                for (int i = x; i < 64; i += 8) work[i] = dc;
                continue;
            }
            new Butterfly(
                dc, block[x + 8] * quantization[x + 8], block[x + 16] * quantization[x + 16], block[x + 24] * quantization[x + 24],
                block[x + 32] * quantization[x + 32], block[x + 40] * quantization[x + 40], block[x + 48] * quantization[x + 48], block[x + 56] * quantization[x + 56])
                .Store(work[x..], 8);
        }
        for (int y = 0; y < 8; y++)
        {
            ReadOnlySpan<int> row = work.Slice(8 * y, 8);
            new Butterfly(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]).Store(target.Slice(y * stride, 8));
        }
    }

    /// <summary>The same for a block of which only the first coefficient is not zero: all samples are equal.</summary>
    public static void TransformConstant(int dc, int quantization, Span<byte> target, int stride)
    {
        byte value = Clamp((((dc * quantization) << Pass1Bits) + (1 << (Pass1Bits + 2))) >> (Pass1Bits + 3));
        for (int y = 0; y < 8; y++) target.Slice(y * stride, 8).Fill(value);
    }

    private static byte Clamp(int value)
    {
        value += 128;
        return (uint)value > 255 ? (byte)(~value >> 31) : (byte)value;
    }

    /// <summary>One dimension of the transform: the outputs are sums and differences of the even and the odd half.</summary>
    private readonly ref struct Butterfly
    {
        private readonly int _even0, _even1, _even2, _even3, _odd0, _odd1, _odd2, _odd3;

        public Butterfly(int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7)
        {
            int rotation = (s2 + s6) * F0541;
            int low = rotation - s6 * F1847, high = rotation + s2 * F0765;
            int sum = (s0 + s4) << ConstBits, difference = (s0 - s4) << ConstBits;
            (_even0, _even3, _even1, _even2) = (sum + high, sum - high, difference + low, difference - low);

            int z5 = (s7 + s3 + s5 + s1) * F1175;
            int z1 = -(s7 + s1) * F0899, z2 = -(s5 + s3) * F2562;
            int z3 = -(s7 + s3) * F1961 + z5, z4 = -(s5 + s1) * F0390 + z5;
            _odd0 = s1 * F1501 + z1 + z4;
            _odd1 = s3 * F3072 + z2 + z3;
            _odd2 = s5 * F2053 + z2 + z4;
            _odd3 = s7 * F0298 + z1 + z3;
        }

        public void Store(Span<int> target, int step)
        {
            const int half = 1 << (Pass1Shift - 1);
            target[7 * step] = (_even0 - _odd0 + half) >> Pass1Shift;
            target[0] = (_even0 + _odd0 + half) >> Pass1Shift;
            target[step] = (_even1 + _odd1 + half) >> Pass1Shift;
            target[6 * step] = (_even1 - _odd1 + half) >> Pass1Shift;
            target[2 * step] = (_even2 + _odd2 + half) >> Pass1Shift;
            target[5 * step] = (_even2 - _odd2 + half) >> Pass1Shift;
            target[3 * step] = (_even3 + _odd3 + half) >> Pass1Shift;
            target[4 * step] = (_even3 - _odd3 + half) >> Pass1Shift;
        }

        public void Store(Span<byte> target)
        {
            const int half = 1 << (Pass2Shift - 1);
            target[7] = Clamp((_even0 - _odd0 + half) >> Pass2Shift);
            target[0] = Clamp((_even0 + _odd0 + half) >> Pass2Shift);
            target[1] = Clamp((_even1 + _odd1 + half) >> Pass2Shift);
            target[6] = Clamp((_even1 - _odd1 + half) >> Pass2Shift);
            target[2] = Clamp((_even2 + _odd2 + half) >> Pass2Shift);
            target[5] = Clamp((_even2 - _odd2 + half) >> Pass2Shift);
            target[3] = Clamp((_even3 + _odd3 + half) >> Pass2Shift);
            target[4] = Clamp((_even3 - _odd3 + half) >> Pass2Shift);
        }
    }
}
