using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Functions that several losses share, arranged so that large arguments neither overflow nor cancel.</summary>
internal static class LossMath
{
    private const float Log2E = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f, Round = 12582912f;

    /// <summary>
    /// exp(x) within 2 units in the last place, several times as fast as one that goes through double precision. x = n ln 2 + r
    /// with a polynomial in r (coefficients of expf in the Cephes library); 2^n in two halves, so that results up to the largest
    /// number and subnormal ones come out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Exp(Vector<float> x)
    {
        // Beyond these the result is infinity or 0 anyway. The second operand is what comes of NaN.
        x = Vector.MaxNative(new Vector<float>(-104f), Vector.MinNative(new Vector<float>(89f), x));
        var round = new Vector<float>(Round);
        Vector<float> n = (x * Log2E) + round - round;
        Vector<float> r = x - (n * Ln2High) - (n * Ln2Low);
        Vector<float> p = new(1.9875691500e-4f);
        p = Vector.MultiplyAddEstimate(p, r, new(1.3981999507e-3f));
        p = Vector.MultiplyAddEstimate(p, r, new(8.3334519073e-3f));
        p = Vector.MultiplyAddEstimate(p, r, new(4.1665795894e-2f));
        p = Vector.MultiplyAddEstimate(p, r, new(1.6666665459e-1f));
        p = Vector.MultiplyAddEstimate(p, r, new(5.0000001201e-1f));
        p = Vector.MultiplyAddEstimate(p, r * r, r) + Vector<float>.One;
        Vector<int> exponent = Vector.ConvertToInt32Native(n), half = exponent >> 1;
        return p * Power(half) * Power(exponent - half);
    }

    /// <summary>2^n for n from -126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Power(Vector<int> n) => Vector.AsVectorSingle((n + new Vector<int>(127)) << 23);

    /// <summary>log(1 + z), exact to rounding also for small z: the rounding of 1 + z is divided out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Log1P(Vector<float> z)
    {
        Vector<float> u = Vector<float>.One + z;
        return Vector.ConditionalSelect(Vector.Equals(u, Vector<float>.One), z, Vector.Log(u) * (z / (u - Vector<float>.One)));
    }

    /// <summary>log(1 + exp(x)) and log(1 + exp(-x)): the losses of logit x for the targets 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector<float> Plus, Vector<float> Minus) Softplus(Vector<float> x) => Softplus(x, Exp(-Vector.Abs(x)));

    /// <summary>sigmoid(x) and sigmoid(-x), each with its own relative accuracy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector<float> Plus, Vector<float> Minus) Sigmoid(Vector<float> x) => Sigmoid(x, Exp(-Vector.Abs(x)));

    /// <summary>As above, with e = exp(-|x|), which a function that needs both computes once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector<float> Plus, Vector<float> Minus) Softplus(Vector<float> x, Vector<float> e)
    {
        Vector<float> rest = Log1P(e);
        return (rest + Positive(x), rest + Positive(-x));
    }

    /// <summary>As above, with e = exp(-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector<float> Plus, Vector<float> Minus) Sigmoid(Vector<float> x, Vector<float> e)
    {
        Vector<float> large = Vector<float>.One / (Vector<float>.One + e), small = e * large;
        Vector<int> positive = Vector.GreaterThan(x, Vector<float>.Zero);
        return (Vector.ConditionalSelect(positive, large, small), Vector.ConditionalSelect(positive, small, large));
    }

    /// <summary>sigmoid(x) of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sigmoid(ReadOnlySpan<float> x, Span<float> y)
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) Sigmoid(new Vector<float>(x[i..])).Plus.CopyTo(y[i..]);
        if (i == x.Length) return;
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        x[i..].CopyTo(lanes);
        Sigmoid(new Vector<float>(lanes)).Plus.CopyTo(lanes);
        lanes[..(x.Length - i)].CopyTo(y[i..]);
    }

    /// <summary>max(z, 0), NaN for NaN, since then the second operand comes out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Positive(Vector<float> z) => Vector.MaxNative(Vector<float>.Zero, z);

    /// <summary>z between -limit and limit, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Clip(Vector<float> z, float limit) => Vector.MaxNative(new Vector<float>(-limit), Vector.MinNative(new Vector<float>(limit), z));

    /// <summary>The derivative of max(z, 0) with 1 at the kink, as torch.clamp has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Step(Vector<float> z) => Vector.ConditionalSelect(Vector.LessThan(z, Vector<float>.Zero), Vector<float>.Zero, Vector<float>.One);
}
