namespace MlNetDeep.Tuning.Numerics;

/// <summary>
/// A local generator for code that needs many numbers, seeded from the bits of <see cref="CounterRandom"/>: splitmix64
/// (Steele, Lea and Flood 2014). It lives within one call, so that nothing depends on what ran before.
/// </summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Bits()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A uniform number of [0, 1).</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number of [0, count), each as likely as the others up to count / 2^64.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    /// <summary>A number of the standard normal distribution (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A normal number, given that it falls into [0, 1]. The mean must lie there, so that at least about every third draw does.</summary>
    public double TruncatedNormal(double mean, double deviation)
    {
        while (true)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * Uniform());
            double first = mean + deviation * radius * cosine;
            if (first is >= 0 and <= 1) return first;
            double second = mean + deviation * radius * sine;
            if (second is >= 0 and <= 1) return second;
        }
    }

    /// <summary>An index drawn in proportion to weights, given their running sums.</summary>
    public int Index(ReadOnlySpan<double> runningSums)
    {
        double wanted = Uniform() * runningSums[^1];
        int index = 0;
        while (index < runningSums.Length - 1 && runningSums[index] <= wanted) index++;
        return index;
    }

    /// <summary>Puts the values in random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
