using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

// Functions with kinks, written like those of SmoothFunctions.cs.

internal struct ReluFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Max(x, 0f, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter) => Select.Positive(y, dy, dx);
}

[SkipLocalsInit]
internal struct Relu6Function : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Max(x, 0f, y);
        TensorPrimitives.Min(y, 6f, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        Span<float> inside = stackalloc float[Blocks.Tile];
        inside = inside[..x.Length];
        TensorPrimitives.Subtract(6f, y, inside);
        TensorPrimitives.Multiply(inside, y, inside);
        Select.Positive(inside, dy, dx);
    }
}

internal struct LeakyReluFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Multiply(x, parameter, y);
        Select.Positive(x, x, y, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.Multiply(dy, parameter, dx);
        Select.Positive(x, dy, dx, dx);
    }
}

[SkipLocalsInit]
internal struct EluFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Min(x, 0f, y);
        TensorPrimitives.ExpM1(y, y);
        TensorPrimitives.Multiply(y, parameter, y);
        Select.Positive(x, x, y, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        TensorPrimitives.AddMultiply(y, parameter, dy, dx);
        Select.Positive(x, dy, dx, dx);
    }
}

[SkipLocalsInit]
internal struct SeluFunction : IElementwise
{
    private const float Alpha = 1.6732632423543772f, Scale = 1.0507009873554805f;

    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        EluFunction.Forward(x, y, Alpha);
        TensorPrimitives.Multiply(y, Scale, y);
    }

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        Span<float> linear = stackalloc float[Blocks.Tile];
        linear = linear[..x.Length];
        TensorPrimitives.Multiply(dy, Scale, linear);
        TensorPrimitives.AddMultiply(y, Alpha * Scale, dy, dx);
        Select.Positive(x, linear, dx, dx);
    }
}

internal struct HardSigmoidFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        TensorPrimitives.Add(x, 3f, y);
        TensorPrimitives.Multiply(y, 1f / 6, y);
        TensorPrimitives.Max(y, 0f, y);
        TensorPrimitives.Min(y, 1f, y);
    }

    [SkipLocalsInit]
    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        Span<float> inside = stackalloc float[Blocks.Tile];
        inside = inside[..x.Length];
        TensorPrimitives.Subtract(1f, y, inside);
        TensorPrimitives.Multiply(inside, y, inside);
        TensorPrimitives.Multiply(dy, 1f / 6, dx);
        Select.Positive(inside, dx, dx);
    }
}

internal struct HardSwishFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter)
    {
        HardSigmoidFunction.Forward(x, y, 0);
        TensorPrimitives.Multiply(x, y, y);
    }

    [SkipLocalsInit]
    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        // 0 up to -3, x / 3 + 1 / 2 between, 1 from 3 on
        Span<float> side = stackalloc float[Blocks.Tile];
        side = side[..x.Length];
        TensorPrimitives.Multiply(x, 1f / 3, dx);
        TensorPrimitives.AddMultiply(dx, 0.5f, dy, dx);
        TensorPrimitives.Subtract(3f, x, side);
        Select.Positive(side, dx, dy, dx);
        TensorPrimitives.Add(x, 3f, side);
        Select.Positive(side, dx, dx);
    }
}

internal struct AbsFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Abs(x, y);

    [SkipLocalsInit]
    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        Span<float> negative = stackalloc float[Blocks.Tile];
        negative = negative[..x.Length];
        TensorPrimitives.Negate(x, negative);
        TensorPrimitives.Negate(dy, dx);
        Select.Positive(negative, dx, dx);
        Select.Positive(x, dy, dx, dx);
    }
}

// The bound itself lets the gradient through, as in PyTorch.
internal struct AtLeastFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Max(x, parameter, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        Comparison.Run(BinaryFunction.GreaterOrEqual, x, parameter, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}

internal struct AtMostFunction : IElementwise
{
    public static void Forward(ReadOnlySpan<float> x, Span<float> y, float parameter) => TensorPrimitives.Min(x, parameter, y);

    public static void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float parameter)
    {
        Comparison.Run(BinaryFunction.LessOrEqual, x, parameter, dx);
        TensorPrimitives.Multiply(dx, dy, dx);
    }
}
