using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Max pooling. The forward pass writes beside each maximum which number of its window it was; the gradient goes over the numbers
/// of the input and gathers from the windows that see them, so that any rows of it are a block and no number is written twice.
/// </summary>
internal static unsafe class MaxPoolKernels
{
    /// <summary>Vectors that are worked on at once: four narrow ones are faster than one wide one.</summary>
    private const int Tile = 4;

    /// <summary>The index may be null; it is made of bytes or of integers.</summary>
    internal static void Forward(in Sampling2D sampling, float* x, float* y, void* index, bool bytes)
    {
        if (Vector512.IsHardwareAccelerated && sampling.Channels >= Tile * Simd512.Lanes) MaxPoolJob<Vector512<float>, Vector512<int>, Simd512, MaxSimd512>.Run(sampling, x, y, index, bytes);
        else if (Vector256.IsHardwareAccelerated && sampling.Channels >= Tile * Simd256.Lanes) MaxPoolJob<Vector256<float>, Vector256<int>, Simd256, MaxSimd256>.Run(sampling, x, y, index, bytes);
        else if (Vector128.IsHardwareAccelerated && sampling.Channels >= Simd128.Lanes) MaxPoolJob<Vector128<float>, Vector128<int>, Simd128, MaxSimd128>.Run(sampling, x, y, index, bytes);
        else MaxPoolJob<float, int, SimdScalar, MaxSimdScalar>.Run(sampling, x, y, index, bytes);
    }

    /// <summary>The maps of <paramref name="sampling"/> are the transposed ones; <paramref name="longest"/> is that of the forward pass' columns.</summary>
    internal static void Gradient(in Sampling2D sampling, int longest, float* dy, void* index, bool bytes, float* dx)
    {
        if (Vector512.IsHardwareAccelerated && sampling.Channels >= Tile * Simd512.Lanes) MaxPoolGradientJob<Vector512<float>, Vector512<int>, Simd512, MaxSimd512>.Run(sampling, longest, dy, index, bytes, dx);
        else if (Vector256.IsHardwareAccelerated && sampling.Channels >= Tile * Simd256.Lanes) MaxPoolGradientJob<Vector256<float>, Vector256<int>, Simd256, MaxSimd256>.Run(sampling, longest, dy, index, bytes, dx);
        else if (Vector128.IsHardwareAccelerated && sampling.Channels >= Simd128.Lanes) MaxPoolGradientJob<Vector128<float>, Vector128<int>, Simd128, MaxSimd128>.Run(sampling, longest, dy, index, bytes, dx);
        else MaxPoolGradientJob<float, int, SimdScalar, MaxSimdScalar>.Run(sampling, longest, dy, index, bytes, dx);
    }
}
