using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The distribution function of the standard normal distribution on a tile.</summary>
internal static class NormalDistribution
{
    // Chebyshev fit of log(erfc(z) exp(z^2) / t), t = 1 / (1 + z / 2), from the highest power of t down (Numerical Recipes,
    // section 6.2): relative error below 1.2e-7 for all z >= 0, hence accurate in the tail, where 1 + erf would cancel.
    private static readonly float[] Coefficients =
        [0.17087277f, -0.82215223f, 1.48851587f, -1.13520398f, 0.27886807f, -0.18628806f, 0.09678418f, 0.37409196f, 1.00002368f, -1.26551223f];

    [SkipLocalsInit]
    internal static void Cumulative(ReadOnlySpan<float> x, Span<float> result)
    {
        Span<float> z = stackalloc float[Blocks.Tile], t = stackalloc float[Blocks.Tile];
        z = z[..x.Length];
        t = t[..x.Length];
        TensorPrimitives.Abs(x, z);
        TensorPrimitives.Multiply(z, 0.70710678f, z);
        TensorPrimitives.Multiply(z, 0.5f, t);
        TensorPrimitives.Add(t, 1f, t);
        TensorPrimitives.Divide(1f, t, t);

        TensorPrimitives.Multiply(t, Coefficients[0], result);
        for (int i = 1; i < Coefficients.Length; i++)
        {
            TensorPrimitives.Add(result, Coefficients[i], result);
            if (i < Coefficients.Length - 1) TensorPrimitives.Multiply(result, t, result);
        }
        TensorPrimitives.Multiply(z, z, z);
        TensorPrimitives.Subtract(result, z, result);
        TensorPrimitives.Exp(result, result);
        TensorPrimitives.Multiply(result, t, result);
        TensorPrimitives.Multiply(result, 0.5f, result);

        // That is Phi(-|x|); above zero it is the other side.
        TensorPrimitives.Subtract(1f, result, t);
        Select.Positive(x, t, result, result);
    }
}
