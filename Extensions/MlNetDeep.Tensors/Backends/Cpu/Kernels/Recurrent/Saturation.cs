using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Sigmoid and hyperbolic tangent of a vector in registers, between a matrix product and the rest of a recurrent unit. Both rest on
/// exp(a) for a at most 0: a = n log 2 + r, exp(a) = 2^n (1 + p(r)) with the polynomial of Cephes' expf (Moshier 1992). Keeping p
/// apart from 1 keeps small arguments of tanh exact. The error is a few units in the last place.
/// </summary>
internal static class Saturation
{
    // Added to a small float it leaves the nearest integer in the lowest bits.
    private const float Rounding = 12582912f;
    private const float SmallestExponent = -87.3f, InverseLog2 = 1.44269504088896341f, Log2High = 0.693359375f, Log2Low = -2.12194440e-4f;

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Sigmoid(Vector<float> x)
    {
        ExpParts(-Vector.Abs(x), out Vector<float> power, out Vector<float> p);
        Vector<float> e = Vector.MultiplyAddEstimate(power, p, power), s = Vector<float>.One / (Vector<float>.One + e);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), e * s, s);
    }

    /// <summary>(1 - e) / (1 + e), e = exp(-2 |x|), with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x);
        ExpParts(size * -2f, out Vector<float> power, out Vector<float> p);
        Vector<float> eMinus1 = Vector.MultiplyAddEstimate(power, p, power - Vector<float>.One);
        Vector<float> t = -eMinus1 / (eMinus1 + new Vector<float>(2f));
        return t | (x ^ size);
    }

    /// <summary>exp(x) for x at most 0; zero where it would not be a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> ExpNotPositive(Vector<float> x)
    {
        ExpParts(x, out Vector<float> power, out Vector<float> p);
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(SmallestExponent)), Vector<float>.Zero, Vector.MultiplyAddEstimate(power, p, power));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ExpParts(Vector<float> a, out Vector<float> power, out Vector<float> p)
    {
        a = Vector.Max(a, new Vector<float>(SmallestExponent));
        Vector<float> shifted = Vector.MultiplyAddEstimate(a, new Vector<float>(InverseLog2), new Vector<float>(Rounding));
        Vector<float> n = shifted - new Vector<float>(Rounding);
        Vector<float> r = Vector.MultiplyAddEstimate(n, new Vector<float>(-Log2High), a);
        r = Vector.MultiplyAddEstimate(n, new Vector<float>(-Log2Low), r);
        Vector<float> q = Vector.MultiplyAddEstimate(new Vector<float>(1.9875691500e-4f), r, new Vector<float>(1.3981999507e-3f));
        q = Vector.MultiplyAddEstimate(q, r, new Vector<float>(8.3334519073e-3f));
        q = Vector.MultiplyAddEstimate(q, r, new Vector<float>(4.1665795894e-2f));
        q = Vector.MultiplyAddEstimate(q, r, new Vector<float>(1.6666665459e-1f));
        q = Vector.MultiplyAddEstimate(q, r, new Vector<float>(5.0000001201e-1f));
        p = Vector.MultiplyAddEstimate(q, r * r, r);
        power = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.AsVectorInt32(shifted), 23) + new Vector<int>(0x3F800000));
    }
}
