namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>The permutations of NumPy's RandomState: the Mersenne twister (Matsumoto and Nishimura 1998) and a Fisher-Yates shuffle, so that rows are divided as for the peers.</summary>
internal static class LegacyPermutation
{
    private const int Words = 624, Shift = 397;

    public static int[] Of(int count, uint seed)
    {
        uint[] state = Seeded(seed);
        int next = Words;
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((uint)i), j;
            do j = Draw(state, ref next) & mask;
            while (j > i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static uint[] Seeded(uint seed)
    {
        uint[] state = new uint[Words];
        state[0] = seed;
        for (uint i = 1; i < Words; i++) state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
        return state;
    }

    private static uint Draw(uint[] state, ref int next)
    {
        if (next == Words)
        {
            for (int i = 0; i < Words; i++)
            {
                uint y = (state[i] & 0x80000000) | (state[(i + 1) % Words] & 0x7fffffff);
                state[i] = state[(i + Shift) % Words] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
            }
            next = 0;
        }
        uint value = state[next++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9d2c5680;
        value ^= (value << 15) & 0xefc60000;
        return value ^ (value >> 18);
    }
}
