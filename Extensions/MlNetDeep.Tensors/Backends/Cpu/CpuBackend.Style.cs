using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void TotalVariation(int samples, int height, int width, int channels, Storage x, Storage y)
    {
        if (x.Count == 0)
        {
            y.Span.Clear();
            return;
        }
        CpuStorage partial = Temporary(4L * TotalVariationKernels.BlockCount(samples, height, width * channels));
        fixed (float* px = Cpu(x), pPartial = partial)
        {
            (double horizontal, double vertical) = TotalVariationKernels.Sums(px, samples, height, width, channels, (double*)pPartial);
            (double horizontalShare, double verticalShare) = Shares(samples, height, width, channels);
            y.Span[0] = (float)((horizontal * horizontalShare) + (vertical * verticalShare));
        }
        partial.Release();
    }

    internal override void TotalVariationGradient(int samples, int height, int width, int channels, Storage x, Storage yGradient, Storage xGradient)
    {
        if (x.Count == 0) return;
        double gradient = yGradient.Span[0];
        (double horizontal, double vertical) = Shares(samples, height, width, channels);
        fixed (float* px = Cpu(x), dx = Cpu(xGradient))
            TotalVariationKernels.Gradient(px, samples, height, width, channels, (float)(gradient * horizontal), (float)(gradient * vertical), dx);
    }

    /// <summary>One over the number of pairs of neighbours along each direction; 0 where there are none.</summary>
    private static (double Horizontal, double Vertical) Shares(int samples, int height, int width, int channels)
    {
        double lines = (double)samples * channels;
        return (width > 1 ? 1 / (lines * height * (width - 1)) : 0, height > 1 ? 1 / (lines * (height - 1) * width) : 0);
    }
}
