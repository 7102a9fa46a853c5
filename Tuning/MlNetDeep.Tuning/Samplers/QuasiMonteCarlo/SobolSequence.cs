namespace MlNetDeep.Tuning;

/// <summary>
/// The sequence of Sobol (1967): any power of two of consecutive points fill the unit cube evenly. Scrambled as by Owen (1995), each
/// digit by one that depends on those before it, which keeps that and makes every point uniform.
/// </summary>
internal static class SobolSequence
{
    private const int Bits = 32;

    private static readonly uint[][] s_directions = [First(), .. JoeKuoNumbers.Rows.Select(Directions)];

    /// <summary>The number of dimensions that are known.</summary>
    public static int Dimensions => s_directions.Length;

    /// <summary>A coordinate of a scrambled point, in (0, 1).</summary>
    public static double Scrambled(long seed, int index, int dimension)
    {
        uint plain = Plain(index, dimension), scrambled = 0;
        var key = (long)CounterRandom.Bits(seed, dimension, "sobol");
        for (int bit = 0; bit < Bits; bit++)
        {
            // One random bit for each prefix: the hash of all digits before this one.
            ulong random = CounterRandom.Bits(key, bit, "digit", bit == 0 ? 0 : (int)(plain >> (Bits - bit)));
            uint digit = (plain >> (Bits - 1 - bit)) & 1;
            scrambled = (scrambled << 1) | (digit ^ (uint)(random >> 63));
        }
        return (scrambled + 0.5) / 4294967296.0;
    }

    /// <summary>A coordinate of the sequence itself, as 32 binary digits.</summary>
    public static uint Plain(int index, int dimension)
    {
        uint point = 0;
        for (int bit = 0; index >> bit != 0; bit++)
            if (((index >> bit) & 1) != 0) point ^= s_directions[dimension][bit];
        return point;
    }

    private static uint[] First() => [.. Enumerable.Range(0, Bits).Select(bit => 1u << (Bits - 1 - bit))];

    // The recurrence of the polynomial (Bratley and Fox 1988).
    private static uint[] Directions(int[] row)
    {
        int degree = row.Length - 1, coefficients = row[0];
        uint[] directions = new uint[Bits];
        for (int i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                directions[i] = (uint)row[i + 1] << (Bits - 1 - i);
                continue;
            }
            uint next = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (int k = 1; k < degree; k++)
                if (((coefficients >> (degree - 1 - k)) & 1) != 0) next ^= directions[i - k];
            directions[i] = next;
        }
        return directions;
    }
}
