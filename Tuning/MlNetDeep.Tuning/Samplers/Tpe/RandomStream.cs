namespace MlNetDeep.Tuning;

/// <summary>A short-lived generator (splitmix64) for many numbers of one trial, started from <see cref="CounterRandom.Bits"/>.</summary>
internal struct RandomStream(ulong state)
{
    private ulong _state = state;

    /// <summary>A uniform number of [0, 1).</summary>
    public double Uniform()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

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
}
