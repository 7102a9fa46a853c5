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

internal struct PowerFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Pow(x, parameter, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        // The derivative of x^0 is 0 even at 0, where 0 * x^-1 would be NaN.
        if (parameter == 0)
        {
            dx.Clear();
            return;
        }
        TensorPrimitives.Pow(x, parameter - 1, dx);
        TensorPrimitives.Multiply(dx, parameter, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

internal struct ReciprocalFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Divide(1f, x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Multiply(y, y, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
        TensorPrimitives.Negate(dx, dx);
    }
}

internal struct ReciprocalSqrtFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Sqrt(x, y);
        TensorPrimitives.Divide(1f, y, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Multiply(y, y, dx);
        TensorPrimitives.Multiply(dx, y, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
        TensorPrimitives.Multiply(dx, -0.5f, dx);
    }
}

internal struct SinFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Sin(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Cos(x, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

internal struct CosFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Cos(x, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Sin(x, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
        TensorPrimitives.Negate(dx, dx);
    }
}
