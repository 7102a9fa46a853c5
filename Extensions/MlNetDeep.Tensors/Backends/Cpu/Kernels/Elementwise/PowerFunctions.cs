using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

// Exponential, logarithm and powers, written like those of SmoothFunctions.cs.

internal struct ExpFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Exp(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter) => TensorPrimitives.Multiply(y, dy, dx);
}

internal struct LogFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Log(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter) => TensorPrimitives.Divide(dy, x, dx);
}

internal struct SqrtFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Sqrt(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Divide(dy, y, dx);
        TensorPrimitives.Multiply(dx, 0.5f, dx);
    }
}

internal struct SquareFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Multiply(x, x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Multiply(x, dy, dx);
        TensorPrimitives.Multiply(dx, 2f, dx);
    }
}
