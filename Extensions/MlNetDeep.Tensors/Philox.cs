using System.Runtime.CompilerServices;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

/// <summary>
/// A counter-based random generator, Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011): number i of a stream is a function of
/// seed, stream and i, so that it is the same on any thread and in any order. There is no state.
/// </summary>
public readonly struct Philox : IEquatable<Philox>
{
    internal const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    private const int Chunk = 1024;

    /// <summary>Chooses a stream of random numbers.</summary>
    /// <param name="seed">The seed of the program or network.</param>
    /// <param name="stream">Which stream of that seed, such as a step, a layer or a sample.</param>
    public Philox(ulong seed, ulong stream)
    {
        Seed = seed;
        Stream = stream;
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The stream.</summary>
    public ulong Stream { get; }

    /// <summary>Whether two generators are the same.</summary>
    /// <param name="left">One generator.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Philox left, Philox right) => left.Equals(right);

    /// <summary>Whether two generators differ.</summary>
    /// <param name="left">One generator.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Philox left, Philox right) => !left.Equals(right);

    /// <summary>Four random 32-bit numbers.</summary>
    /// <param name="counter">Which four.</param>
    /// <returns>The numbers 4 counter to 4 counter + 3 of the stream.</returns>
    public (uint X, uint Y, uint Z, uint W) Block(ulong counter) =>
        Rounds((uint)counter, (uint)(counter >> 32), (uint)Stream, (uint)(Stream >> 32), (uint)Seed, (uint)(Seed >> 32));

    /// <summary>One random 32-bit number.</summary>
    /// <param name="index">Which one.</param>
    /// <returns>A number with all values equally likely.</returns>
    public uint UInt32(ulong index)
    {
        (uint x, uint y, uint z, uint w) = Block(index >> 2);
        return (index & 3) switch { 0 => x, 1 => y, 2 => z, _ => w };
    }

    /// <summary>One random float, at least 0 and below 1.</summary>
    /// <param name="index">Which one.</param>
    /// <returns>A multiple of 2^-24, all equally likely.</returns>
    public float Uniform(ulong index) => ToUnit(UInt32(index));

    /// <summary>One random integer, at least 0 and below a bound.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="exclusiveMaximum">The bound, above 0.</param>
    /// <returns>The integer; for bounds far below 2^32 all are equally likely to the eye of any test.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int Integer(ulong index, int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        return (int)(((ulong)UInt32(index) * (uint)exclusiveMaximum) >> 32);
    }

    /// <summary>Fills with floats that are uniform in a range.</summary>
    /// <param name="values">Is filled with the numbers 0, 1, ... of the stream.</param>
    /// <param name="minimum">The lower end, included.</param>
    /// <param name="maximum">The upper end, not included but for rounding.</param>
    public void Uniform(Span<float> values, float minimum = 0, float maximum = 1)
    {
        float range = maximum - minimum;
        Span<uint> bits = stackalloc uint[Chunk];
        for (int start = 0; start < values.Length; start += Chunk)
        {
            Span<float> part = values.Slice(start, Math.Min(Chunk, values.Length - start));
            Bits(start, bits[..((part.Length + 3) & ~3)]);
            for (int i = 0; i < part.Length; i++) part[i] = minimum + (range * ToUnit(bits[i]));
        }
    }

    /// <summary>Fills with normally distributed floats (Box and Muller 1958).</summary>
    /// <param name="values">Is filled.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    public void Normal(Span<float> values, float mean = 0, float standardDeviation = 1)
    {
        Span<uint> bits = stackalloc uint[Chunk];
        for (int start = 0; start < values.Length; start += Chunk)
        {
            Span<float> part = values.Slice(start, Math.Min(Chunk, values.Length - start));
            Bits(start, bits[..((part.Length + 3) & ~3)]);
            for (int i = 0; i < part.Length; i += 2)
            {
                (float a, float b) = NormalPair(bits[i], bits[i + 1]);
                part[i] = mean + (standardDeviation * a);
                if (i + 1 < part.Length) part[i + 1] = mean + (standardDeviation * b);
            }
        }
    }

    /// <summary>Fills with normally distributed floats of which those beyond two standard deviations are drawn again.</summary>
    /// <param name="values">Is filled.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation before the truncation.</param>
    public void TruncatedNormal(Span<float> values, float mean = 0, float standardDeviation = 1)
    {
        for (int i = 0; i < values.Length; i++)
        {
            float value;
            ulong attempt = 0;
            do
            {
                // Attempts of one element are 2^32 elements apart, so that no two elements share numbers.
                (uint x, uint y, uint z, uint w) = Block((ulong)(uint)i | (attempt++ << 32));
                (float a, float b) = NormalPair(x, y);
                (float c, float d) = NormalPair(z, w);
                value = MathF.Abs(a) <= 2 ? a : MathF.Abs(b) <= 2 ? b : MathF.Abs(c) <= 2 ? c : d;
            }
            while (MathF.Abs(value) > 2);
            values[i] = mean + (standardDeviation * value);
        }
    }

    /// <summary>Puts elements into a random order (Fisher and Yates).</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="values">Is shuffled; all orders are equally likely.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Integer((ulong)i, i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Philox other) => Seed == other.Seed && Stream == other.Stream;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Philox other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Stream);

    internal static (uint X, uint Y, uint Z, uint W) Rounds(uint x, uint y, uint z, uint w, uint key0, uint key1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * x, product1 = (ulong)Multiplier1 * z;
            (x, y, z, w) = ((uint)(product1 >> 32) ^ y ^ key0, (uint)product1, (uint)(product0 >> 32) ^ w ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }
        return (x, y, z, w);
    }

    /// <summary>The numbers start, start + 1, ... of the stream; start is a multiple of four.</summary>
    private unsafe void Bits(int start, Span<uint> bits)
    {
        fixed (uint* pointer = bits) PhiloxKernel.Fill(this, (ulong)start >> 2, pointer, bits.Length / 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ToUnit(uint bits) => (bits >> 8) * (1f / (1 << 24));

    private static (float A, float B) NormalPair(uint x, uint y)
    {
        // 1 - u is above 0, so that the logarithm is finite.
        float radius = MathF.Sqrt(-2 * MathF.Log(1 - ToUnit(x)));
        (float sine, float cosine) = MathF.SinCos(2 * MathF.PI * ToUnit(y));
        return (radius * cosine, radius * sine);
    }
}
