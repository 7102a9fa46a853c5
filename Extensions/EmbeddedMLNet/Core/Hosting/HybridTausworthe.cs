namespace Microsoft.ML.Runtime;

/// <summary>
/// The generator of ML.NET's hosts: three Tausworthe generators (taus88, L'Ecuyer, Maximally Equidistributed Combined Tausworthe
/// Generators, 1996) combined with a linear congruential one (Howes and Thomas, GPU Gems 3, chapter 37). Splits and shuffles draw
/// from it, so that a seed chooses the rows that it chooses in ML.NET.
/// </summary>
internal sealed class HybridTausworthe : Random
{
    private uint _a;
    private uint _b;
    private uint _c;
    private uint _linear;

    /// <summary>Starts from a seed.</summary>
    public HybridTausworthe(int seed)
    {
        _a = (uint)seed;
        _b = MurmurHash.Round(_a, _a);
        _c = MurmurHash.Round(_b, _a);
        _linear = MurmurHash.Round(_c, _a);
    }

    /// <summary>Starts from numbers that another generator gives.</summary>
    public HybridTausworthe(Random source)
    {
        _a = DrawTausworthe(source);
        _b = DrawTausworthe(source);
        _c = DrawTausworthe(source);
        _linear = Draw(source);
    }

    public override int Next() => (int)(Step() & int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)(((ulong)Step() * (uint)maxValue) >> 32);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)((long)(NextDouble() * ((long)maxValue - minValue)) + minValue);
    }

    /// <summary>A number of any sign.</summary>
    public int NextSigned() => (int)Step();

    public override double NextDouble() => Step() * (1.0 / (1L << 32));

    // The low bits are left out, so that rounding never gives 1.
    public override float NextSingle() => (Step() >> 9) * (1f / (1 << 23));

    protected override double Sample() => NextDouble();

    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte b in buffer) b = (byte)Next();
    }

    private static uint Draw(Random source) => ((uint)source.Next(1 << 16) << 16) | (uint)source.Next(1 << 16);

    // A Tausworthe generator needs some of its upper bits set, or it stays at zero.
    private static uint DrawTausworthe(Random source)
    {
        uint drawn;
        do drawn = Draw(source);
        while (drawn < 128);
        return drawn;
    }

    private static uint Tausworthe(uint state, int s1, int s2, int s3, uint mask) => ((state & mask) << s3) ^ (((state << s1) ^ state) >> s2);

    private uint Step()
    {
        _a = Tausworthe(_a, 13, 19, 12, 0xFFFFFFFE);
        _b = Tausworthe(_b, 2, 25, 4, 0xFFFFFFF8);
        _c = Tausworthe(_c, 3, 11, 17, 0xFFFFFFF0);
        _linear = unchecked((_linear * 1664525) + 1013904223);
        return _a ^ _b ^ _c ^ _linear;
    }
}
