namespace MlNetDeep.Tuning;

/// <summary>
/// Random numbers without state: each is a hash of what it is for. Trial 7 draws the same numbers whichever worker runs it and
/// whatever ran before, and no two trials or names share a stream.
/// </summary>
/// <remarks>The hash chains the splitmix64 finaliser (Steele, Lea and Flood 2014) over the arguments; names enter through FNV-1a.</remarks>
public static class CounterRandom
{
    /// <summary>A uniform number of [0, 1), a multiple of 2^-53.</summary>
    /// <param name="seed">The seed of the study or sampler.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="stream">What the number is for, e.g. a parameter's name.</param>
    /// <param name="index">Tells several numbers of one stream apart.</param>
    public static double Uniform(long seed, int trial, string stream, int index = 0) => (Bits(seed, trial, stream, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>64 random bits.</summary>
    /// <param name="seed">The seed of the study or sampler.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="stream">What the bits are for, e.g. a parameter's name.</param>
    /// <param name="index">Tells several numbers of one stream apart.</param>
    public static ulong Bits(long seed, int trial, string stream, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ulong name = 0xCBF29CE484222325;
        foreach (char c in stream)
        {
            name = (name ^ (byte)c) * 0x100000001B3;
            name = (name ^ (byte)(c >> 8)) * 0x100000001B3;
        }
        ulong hash = Mix((ulong)seed);
        hash = Mix(hash ^ (uint)trial);
        hash = Mix(hash ^ name);
        return Mix(hash ^ (uint)index);
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
