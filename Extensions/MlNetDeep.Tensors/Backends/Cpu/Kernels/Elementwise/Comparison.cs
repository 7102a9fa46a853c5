using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Comparisons that give 1 or 0, which TensorPrimitives lacks. Called by <see cref="BinaryKernels"/>.</summary>
internal static class Comparison
{
    /// <summary>The function that is the same with its operands exchanged.</summary>
    internal static BinaryFunction Exchanged(BinaryFunction function) => function switch
    {
        BinaryFunction.Greater => BinaryFunction.Less,
        BinaryFunction.GreaterOrEqual => BinaryFunction.LessOrEqual,
        BinaryFunction.Less => BinaryFunction.Greater,
        BinaryFunction.LessOrEqual => BinaryFunction.GreaterOrEqual,
        _ => function,
    };

    internal static void Run(BinaryFunction function, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
            Compare(function, new Vector<float>(a[i..]), new Vector<float>(b[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++)
            y[i] = Compare(function, new Vector<float>(a[i]), new Vector<float>(b[i]))[0];
    }

    internal static void Run(BinaryFunction function, ReadOnlySpan<float> a, float b, Span<float> y)
    {
        var other = new Vector<float>(b);
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
            Compare(function, new Vector<float>(a[i..]), other).CopyTo(y[i..]);
        for (; i < y.Length; i++)
            y[i] = Compare(function, new Vector<float>(a[i]), other)[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Compare(BinaryFunction function, Vector<float> a, Vector<float> b)
    {
        Vector<int> holds = function switch
        {
            BinaryFunction.Equal => Vector.Equals(a, b),
            BinaryFunction.NotEqual => ~Vector.Equals(a, b),
            BinaryFunction.Greater => Vector.GreaterThan(a, b),
            BinaryFunction.GreaterOrEqual => Vector.GreaterThanOrEqual(a, b),
            BinaryFunction.Less => Vector.LessThan(a, b),
            BinaryFunction.LessOrEqual => Vector.LessThanOrEqual(a, b),
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "the backend lacks this function"),
        };
        return Vector.ConditionalSelect(holds, Vector<float>.One, Vector<float>.Zero);
    }
}
