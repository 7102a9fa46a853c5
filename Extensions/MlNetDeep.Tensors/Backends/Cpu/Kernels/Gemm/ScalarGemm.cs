namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The plain matrix product: reference of <see cref="Gemm"/> in tests, and its fallback on a processor
/// without vectors.</summary>
internal static unsafe class ScalarGemm
{
    /// <summary>C = A B, or C += A B, then the bias of each column and the activation.</summary>
    public static void Multiply(
        int m, int n, int k, float* a, int lda, bool transA, float* b, int ldb, bool transB,
        float* c, int ldc, bool accumulate, float* biasPerColumn, FusedActivation activation)
    {
        for (nint i = 0; i < m; i++)
        {
            for (nint j = 0; j < n; j++)
            {
                float sum = accumulate ? c[(i * ldc) + j] : 0;
                for (nint p = 0; p < k; p++)
                {
                    float left = transA ? a[(p * lda) + i] : a[(i * lda) + p];
                    float right = transB ? b[(j * ldb) + p] : b[(p * ldb) + j];
                    sum += left * right;
                }

                if (biasPerColumn != null)
                    sum += biasPerColumn[j];
                c[(i * ldc) + j] = activation == FusedActivation.Relu ? MathF.Max(sum, 0) : sum;
            }
        }
    }
}
