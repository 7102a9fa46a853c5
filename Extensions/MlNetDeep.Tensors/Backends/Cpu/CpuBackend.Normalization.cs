using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void BatchStatistics(int rows, int channels, Storage x, Storage mean, Storage variance)
    {
        CpuStorage partial = Temporary(2L * BatchNormKernels.BlockCount(rows, channels) * channels);
        fixed (float* px = Cpu(x), pPartial = partial, pMean = Cpu(mean), pVariance = Cpu(variance))
            BatchNormKernels.Statistics(px, rows, channels, pPartial, pMean, pVariance);
        partial.Release();
    }

    internal override void BatchNorm(int rows, int channels, Storage x, Storage mean, Storage variance, Storage gamma, Storage beta, float epsilon, FusedActivation activation, Storage y)
    {
        CpuStorage scale = Temporary(channels);
        Scale(variance.Span, gamma.Span, epsilon, scale.Span);
        fixed (float* px = Cpu(x), pMean = Cpu(mean), pScale = scale, pBeta = Cpu(beta), py = Cpu(y))
            BatchNormKernels.Normalize(px, rows, channels, pMean, pScale, pBeta, activation == FusedActivation.Relu, py);
        scale.Release();
    }

    internal override void BatchNormGradient(int rows, int channels, Storage x, Storage mean, Storage variance, Storage gamma, Storage beta, float epsilon, bool training, FusedActivation activation, Storage yGradient, Storage? xGradient, Storage gammaGradient, Storage betaGradient)
    {
        CpuStorage partial = Temporary(2L * BatchNormKernels.BlockCount(rows, channels) * channels), constants = Temporary(3L * channels), totals = Temporary(4L * channels);
        fixed (float* px = Cpu(x), dy = Cpu(yGradient), pMean = Cpu(mean), pBeta = Cpu(beta), pPartial = partial, pTotals = totals, dx = xGradient as CpuStorage, pConstants = constants)
        {
            bool relu = activation == FusedActivation.Relu;
            double* sums = (double*)pTotals, products = sums + channels;
            float* scale = pConstants, slope = scale + channels, shift = slope + channels;
            ReadOnlySpan<float> variances = variance.Span, gammas = gamma.Span;
            Scale(variances, gammas, epsilon, new Span<float>(scale, channels));
            BatchNormKernels.GradientSums(px, dy, rows, channels, pMean, scale, pBeta, relu, pPartial, sums, products);

            // dx = gamma / s (dy - mean(dy) - (x - mean) mean(dy (x - mean)) / s^2), s^2 = variance + epsilon; outside training
            // the means are constants and only the first term remains.
            Span<float> dGamma = gammaGradient.Span, dBeta = betaGradient.Span;
            for (int c = 0; c < channels; c++)
            {
                double squared = variances[c] + (double)epsilon;
                dGamma[c] = (float)(products[c] / Math.Sqrt(squared));
                dBeta[c] = (float)sums[c];
                slope[c] = training ? (float)(-scale[c] * products[c] / (rows * squared)) : 0;
                shift[c] = training ? (float)(-scale[c] * sums[c] / rows) : 0;
            }
            if (dx is not null) BatchNormKernels.InputGradient(px, dy, rows, channels, pMean, scale, pBeta, relu, slope, shift, dx);
        }
        partial.Release();
        constants.Release();
        totals.Release();
    }

    internal override void Softmax(int rows, int columns, Storage x, bool logarithm, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) SoftmaxKernels.Forward(px, rows, columns, logarithm, py);
    }

    internal override void SoftmaxGradient(int rows, int columns, Storage y, bool logarithm, Storage yGradient, Storage xGradient)
    {
        fixed (float* py = Cpu(y), dy = Cpu(yGradient), dx = Cpu(xGradient)) SoftmaxKernels.Gradient(py, dy, rows, columns, logarithm, dx);
    }

    private static void Scale(ReadOnlySpan<float> variance, ReadOnlySpan<float> gamma, float epsilon, Span<float> scale)
    {
        for (int c = 0; c < scale.Length; c++) scale[c] = (float)(gamma[c] / Math.Sqrt(variance[c] + (double)epsilon));
    }
}
