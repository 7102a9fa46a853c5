using System.Numerics.Tensors;

namespace MlNetDeep.Tuning;

/// <summary>The Matern kernel of smoothness 5/2, (1 + √5 r + 5/3 r²) exp(-√5 r), as a function of the squared distance r².</summary>
internal static class Matern
{
    /// <summary>The kernel and its derivative by the squared distance, which is finite at 0 too.</summary>
    /// <param name="squares">Squared distances; overwritten by scratch values.</param>
    /// <param name="signal">The variance that the kernel is multiplied by.</param>
    /// <param name="values">Receives the kernel.</param>
    /// <param name="slopes">Receives the derivative.</param>
    public static void Evaluate(Span<double> squares, double signal, Span<double> values, Span<double> slopes)
    {
        TensorPrimitives.Multiply(squares, 5, squares);
        TensorPrimitives.Sqrt(squares, values);                            // √5 r
        TensorPrimitives.Negate(values, slopes);
        TensorPrimitives.Exp<double>(slopes, slopes);
        TensorPrimitives.Multiply(slopes, signal, slopes);                  // s exp(-√5 r)
        TensorPrimitives.Add(values, 1, values);                            // 1 + √5 r
        TensorPrimitives.MultiplyAdd(squares, 1.0 / 3, values, squares);    // 1 + √5 r + 5/3 r²
        TensorPrimitives.Multiply<double>(values, slopes, values);
        TensorPrimitives.Multiply<double>(squares, slopes, squares);
        TensorPrimitives.Multiply(values, -5.0 / 6, slopes);
        squares.CopyTo(values);
    }
}
