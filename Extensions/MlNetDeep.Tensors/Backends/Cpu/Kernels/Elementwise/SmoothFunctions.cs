using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

// The functions as passes of TensorPrimitives over a tile that stays in the first-level cache: every vector width of every
// processor, without a line of code per width. Formulas are arranged so that large arguments do not overflow.

[SkipLocalsInit]
internal struct GeluFunction : IElementwise
{
    private const float InverseRootTwoPi = 0.39894228f;

    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        NormalDistribution.Cumulative(x, y);
        TensorPrimitives.Multiply(x, y, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        // Phi(x) + x phi(x)
        Span<float> density = stackalloc float[Blocks.Tile];
        density = density[..x.Length];
        TensorPrimitives.Multiply(x, x, density);
        TensorPrimitives.Multiply(density, -0.5f, density);
        TensorPrimitives.Exp(density, density);
        TensorPrimitives.Multiply(density, InverseRootTwoPi, density);
        NormalDistribution.Cumulative(x, dx);
        TensorPrimitives.MultiplyAdd(density, x, dx, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

[SkipLocalsInit]
internal struct GeluTanhFunction : IElementwise
{
    private const float RootTwoOverPi = 0.7978845608f, Cubic = 0.044715f;

    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        Hyperbolic(x, y);
        TensorPrimitives.AddMultiply(y, 1f, x, y);
        TensorPrimitives.Multiply(y, 0.5f, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        // (1 + t) / 2 + x (1 - t^2) / 2 * c (1 + 3 Cubic x^2), t = tanh(c (x + Cubic x^3))
        Span<float> t = stackalloc float[Blocks.Tile];
        t = t[..x.Length];
        Hyperbolic(x, t);
        Span<float> inner = stackalloc float[Blocks.Tile];
        inner = inner[..x.Length];
        TensorPrimitives.Multiply(x, x, inner);
        TensorPrimitives.Multiply(inner, 3 * Cubic * RootTwoOverPi, inner);
        TensorPrimitives.AddMultiply(inner, RootTwoOverPi, x, inner);
        TensorPrimitives.Multiply(t, t, dx);
        TensorPrimitives.Subtract(1f, dx, dx);
        TensorPrimitives.MultiplyAdd(dx, inner, 1f, dx);
        TensorPrimitives.Add(dx, t, dx);
        TensorPrimitives.Multiply(dx, 0.5f, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }

    private static void Hyperbolic(ReadOnlySpan<float> x, Span<float> t)
    {
        TensorPrimitives.Multiply(x, x, t);
        TensorPrimitives.Multiply(t, Cubic, t);
        TensorPrimitives.AddMultiply(t, 1f, x, t);
        TensorPrimitives.Multiply(t, RootTwoOverPi, t);
        TensorPrimitives.Tanh(t, t);
    }
}

internal struct SiluFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Sigmoid(x, y);
        TensorPrimitives.Multiply(x, y, y);
    }

    [SkipLocalsInit]
    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        // s + y (1 - s)
        Span<float> s = stackalloc float[Blocks.Tile];
        s = s[..x.Length];
        TensorPrimitives.Sigmoid(x, s);
        TensorPrimitives.Subtract(1f, s, dx);
        TensorPrimitives.MultiplyAdd(dx, y, s, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

[SkipLocalsInit]
internal struct MishFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TanhSoftplus(x, y);
        TensorPrimitives.Multiply(x, y, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        // t + x (1 - t^2) sigmoid(x)
        Span<float> t = stackalloc float[Blocks.Tile];
        t = t[..x.Length];
        TanhSoftplus(x, t);
        Span<float> s = stackalloc float[Blocks.Tile];
        s = s[..x.Length];
        TensorPrimitives.Sigmoid(x, s);
        TensorPrimitives.Multiply(s, x, s);
        TensorPrimitives.Multiply(t, t, dx);
        TensorPrimitives.Subtract(1f, dx, dx);
        TensorPrimitives.MultiplyAdd(dx, s, t, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }

    /// <summary>With e = exp(x): tanh(log(1 + e)) = n / (n + 2), n = e (e + 2); 1 in floats from x = 20 on.</summary>
    private static void TanhSoftplus(ReadOnlySpan<float> x, Span<float> t)
    {
        Span<float> e = stackalloc float[Blocks.Tile];
        e = e[..x.Length];
        TensorPrimitives.Min(x, 20f, e);
        TensorPrimitives.Exp(e, e);
        TensorPrimitives.AddMultiply(e, 2f, e, e);
        TensorPrimitives.Add(e, 2f, t);
        TensorPrimitives.Divide(e, t, t);
    }
}

internal struct SigmoidFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Sigmoid(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Subtract(1f, y, dx);
        TensorPrimitives.Multiply(dx, y, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

[SkipLocalsInit]
internal struct LogSigmoidFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        // min(x, 0) - log(1 + exp(-|x|))
        Span<float> t = stackalloc float[Blocks.Tile];
        t = t[..x.Length];
        SoftplusFunction.LogOnePlusExp(x, t);
        TensorPrimitives.Min(x, 0f, y);
        TensorPrimitives.Subtract(y, t, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Negate(x, dx);
        TensorPrimitives.Sigmoid(dx, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

internal struct TanhFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Tanh(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Multiply(y, y, dx);
        TensorPrimitives.Subtract(1f, dx, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

[SkipLocalsInit]
internal struct SoftplusFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        // max(x, 0) + log(1 + exp(-|x|))
        Span<float> t = stackalloc float[Blocks.Tile];
        t = t[..x.Length];
        LogOnePlusExp(x, t);
        TensorPrimitives.Max(x, 0f, y);
        TensorPrimitives.Add(y, t, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Sigmoid(x, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }

    /// <summary>log(1 + exp(-|x|)).</summary>
    internal static void LogOnePlusExp(ReadOnlySpan<float> x, Span<float> t)
    {
        TensorPrimitives.Abs(x, t);
        TensorPrimitives.Negate(t, t);
        TensorPrimitives.Exp(t, t);
        TensorPrimitives.LogP1(t, t);
    }
}

internal struct SoftsignFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Abs(x, y);
        TensorPrimitives.Add(y, 1f, y);
        TensorPrimitives.Divide(x, y, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Abs(x, dx);
        TensorPrimitives.Add(dx, 1f, dx);
        TensorPrimitives.Multiply(dx, dx, dx);
        TensorPrimitives.Divide(dy, dx, dx);
    }
}
