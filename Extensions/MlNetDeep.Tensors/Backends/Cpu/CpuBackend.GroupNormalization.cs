using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void GroupNorm(in GroupNormGeometry geometry, Storage x, Storage? gamma, Storage? beta, float epsilon, Storage mean, Storage meanRest, Storage variance, Storage y)
    {
        if (x.Count == 0) return;
        CpuStorage scale = OrFilled(gamma, geometry.Columns, 1), shift = OrFilled(beta, geometry.Columns, 0);
        fixed (float* px = Cpu(x), pGamma = scale, pBeta = shift, pMean = Cpu(mean), pRest = Cpu(meanRest), pVariance = Cpu(variance), py = Cpu(y))
        {
            if (geometry.IsContiguous)
            {
                LayerNormKernels.Forward(px, geometry.Samples, geometry.Columns, geometry.Centered, pGamma, pBeta, epsilon, pMean, pRest, pVariance, py);
            }
            else
            {
                CpuStorage partial = Temporary(3 * GroupNormKernels.PieceCount(geometry) * geometry.Columns), constants = Temporary(3L * geometry.Samples * geometry.Columns);
                fixed (float* pPartial = partial, pConstants = constants)
                    GroupNormKernels.Forward(geometry, px, pGamma, pBeta, epsilon, pPartial, pConstants, pMean, pRest, pVariance, py);
                partial.Release();
                constants.Release();
            }
        }
        if (gamma is null) scale.Release();
        if (beta is null) shift.Release();
    }

    internal override void GroupNormGradient(in GroupNormGeometry geometry, Storage x, Storage mean, Storage meanRest, Storage variance, Storage? gamma, float epsilon, Storage yGradient, Storage? xGradient, Storage gammaGradient, Storage betaGradient)
    {
        if (x.Count == 0)
        {
            gammaGradient.Span.Clear();
            betaGradient.Span.Clear();
            return;
        }
        CpuStorage scale = OrFilled(gamma, geometry.Columns, 1);
        fixed (float* px = Cpu(x), dy = Cpu(yGradient), pGamma = scale, pMean = Cpu(mean), pRest = Cpu(meanRest), pVariance = Cpu(variance), dx = xGradient as CpuStorage, dGamma = Cpu(gammaGradient), dBeta = Cpu(betaGradient))
        {
            if (geometry.IsContiguous)
            {
                CpuStorage partial = Temporary(2L * LayerNormKernels.GradientBlocks(geometry.Samples, geometry.Columns) * geometry.Columns);
                fixed (float* pPartial = partial)
                    LayerNormKernels.Gradient(px, dy, geometry.Samples, geometry.Columns, geometry.Centered, pMean, pRest, pVariance, pGamma, epsilon, pPartial, dx, dGamma, dBeta);
                partial.Release();
            }
            else
            {
                CpuStorage partial = Temporary(2 * GroupNormKernels.PieceCount(geometry) * geometry.Columns), constants = Temporary(6L * geometry.Samples * geometry.Columns);
                fixed (float* pPartial = partial, pConstants = constants)
                    GroupNormKernels.Gradient(geometry, px, dy, pMean, pRest, pVariance, pGamma, epsilon, pPartial, pConstants, dx, dGamma, dBeta);
                partial.Release();
                constants.Release();
            }
        }
        if (gamma is null) scale.Release();
    }

    internal override void LocalResponseNorm(in LocalResponseNormGeometry geometry, Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) LocalResponseNormKernels.Forward(geometry, px, py);
    }

    internal override void LocalResponseNormGradient(in LocalResponseNormGeometry geometry, Storage x, Storage yGradient, Storage xGradient)
    {
        fixed (float* px = Cpu(x), dy = Cpu(yGradient), dx = Cpu(xGradient)) LocalResponseNormKernels.Gradient(geometry, px, dy, dx);
    }

    internal override void L2Normalize(int outer, int reduced, int inner, Storage x, float epsilon, Storage norm, Storage y)
    {
        fixed (float* px = Cpu(x), pNorm = Cpu(norm), py = Cpu(y)) L2NormalizeKernels.Forward(px, outer, reduced, inner, epsilon, pNorm, py);
    }

    internal override void L2NormalizeGradient(int outer, int reduced, int inner, Storage y, float epsilon, Storage norm, Storage yGradient, Storage xGradient)
    {
        fixed (float* py = Cpu(y), pNorm = Cpu(norm), dy = Cpu(yGradient), dx = Cpu(xGradient)) L2NormalizeKernels.Gradient(py, dy, outer, reduced, inner, epsilon, pNorm, dx);
    }

    internal override void ScaleColumns(int samples, int rows, int columns, Storage x, Storage scale, Storage y)
    {
        if (x.Count == 0) return;
        fixed (float* px = Cpu(x), pScale = Cpu(scale), py = Cpu(y)) GroupNormKernels.ScaleColumns(new GroupNormGeometry(samples, rows, columns, 1), px, pScale, py);
    }

    /// <summary>The storage itself, or where there is none a temporary one of repeated numbers, to be released.</summary>
    private CpuStorage OrFilled(Storage? storage, int count, float value)
    {
        if (storage is not null) return Cpu(storage);
        CpuStorage filled = Temporary(count);
        filled.Span.Fill(value);
        return filled;
    }
}
