using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void AttentionWeights(in AttentionGeometry geometry, Storage query, Storage key, Storage? mask, Storage weights)
    {
        fixed (float* pQuery = Cpu(query), pKey = Cpu(key), pMask = mask as CpuStorage, pWeights = Cpu(weights))
            AttentionKernels.Weights(geometry, pQuery, pKey, pMask, pWeights);
    }

    internal override void AttentionGradient(in AttentionGeometry geometry, Storage weights, Storage gradient)
    {
        fixed (float* pWeights = Cpu(weights), pGradient = Cpu(gradient))
            AttentionKernels.Gradient(geometry, pWeights, pGradient);
    }

    internal override void BatchedGemm(int batches, int m, int n, int k, Storage a, bool transposeA, Storage b, bool transposeB, Storage y)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), py = Cpu(y))
            BatchedGemmJob.Run(batches, m, n, k, pa, transposeA, pb, transposeB, py);
    }
}
