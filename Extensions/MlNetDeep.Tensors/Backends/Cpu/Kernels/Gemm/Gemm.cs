using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The product of two row-major matrices.</summary>
internal static unsafe class Gemm
{
    /// <summary>C (m x n) = A (m x k) B (k x n), or C += A B, then the bias of each column and the activation.</summary>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="a">A, row-major m x k, or k x m if transposed.</param>
    /// <param name="lda">Distance between the stored rows of A.</param>
    /// <param name="transA">Whether A is stored transposed.</param>
    /// <param name="b">B, row-major k x n, or n x k if transposed.</param>
    /// <param name="ldb">Distance between the stored rows of B.</param>
    /// <param name="transB">Whether B is stored transposed.</param>
    /// <param name="c">C, row-major m x n.</param>
    /// <param name="ldc">Distance between the rows of C.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    /// <param name="biasPerColumn">n numbers added to every row, or null.</param>
    /// <param name="activation">Applied last.</param>
    public static void Multiply(
        int m, int n, int k, float* a, int lda, bool transA, float* b, int ldb, bool transB,
        float* c, int ldc, bool accumulate, float* biasPerColumn, FusedActivation activation)
    {
        if (m == 0 || n == 0)
            return;

        if (!Vector128.IsHardwareAccelerated)
        {
            ScalarGemm.Multiply(m, n, k, a, lda, transA, b, ldb, transB, c, ldc, accumulate, biasPerColumn, activation);
            return;
        }

        GemmOperands operands = new()
        {
            M = m,
            N = n,
            K = k,
            A = a,
            Lda = lda,
            TransA = transA,
            B = b,
            Ldb = ldb,
            TransB = transB,
            C = c,
            Ldc = ldc,
            Accumulate = accumulate,
            Bias = biasPerColumn,
            Relu = activation == FusedActivation.Relu,
        };
        if (Vector512.IsHardwareAccelerated)
            GemmJob<Vector512<float>, Simd512>.Run(operands);
        else if (Vector256.IsHardwareAccelerated)
            GemmJob<Vector256<float>, Simd256>.Run(operands);
        else
            GemmJob<Vector128<float>, Simd128>.Run(operands);
    }
}
