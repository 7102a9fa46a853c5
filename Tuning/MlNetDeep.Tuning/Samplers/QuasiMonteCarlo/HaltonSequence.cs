namespace MlNetDeep.Tuning;

/// <summary>
/// The sequence of Halton (1960): the digits of the index in another prime base for each dimension, mirrored at the point. The digits of
/// each place are permuted at random, without which dimensions with large bases move together (Owen 2017).
/// </summary>
internal static class HaltonSequence
{
    // Digits further behind do not show in a double.
    private const double Finest = 1e-16;

    private static readonly int[] s_primes = Primes(SobolSequence.Dimensions);

    /// <summary>A coordinate of a scrambled point, in [0, 1).</summary>
    public static double Scrambled(long seed, int index, int dimension)
    {
        int prime = s_primes[dimension];
        double value = 0, scale = 1.0 / prime;
        for (int place = 0; scale > Finest; place++, index /= prime, scale /= prime)
            value += scale * Permuted(seed, dimension, place, index % prime, prime);
        return Math.Min(value, Math.BitDecrement(1.0));
    }

    /// <summary>A coordinate of the sequence itself.</summary>
    public static double Plain(int index, int dimension)
    {
        int prime = s_primes[dimension];
        double value = 0;
        for (double scale = 1.0 / prime; index > 0; index /= prime, scale /= prime) value += scale * (index % prime);
        return value;
    }

    // The rank of a digit's random bits among those of all digits of the place.
    private static int Permuted(long seed, int dimension, int place, int digit, int prime)
    {
        ulong own = CounterRandom.Bits(seed, dimension, "halton", place * prime + digit);
        int rank = 0;
        for (int other = 0; other < prime; other++)
            if (CounterRandom.Bits(seed, dimension, "halton", place * prime + other) < own) rank++;
        return rank;
    }

    private static int[] Primes(int count)
    {
        var primes = new List<int>(count);
        for (int number = 2; primes.Count < count; number++)
            if (primes.TrueForAll(prime => number % prime != 0)) primes.Add(number);
        return [.. primes];
    }
}
