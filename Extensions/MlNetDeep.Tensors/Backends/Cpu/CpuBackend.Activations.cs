using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void PRelu(Storage x, Storage slope, Storage y)
    {
        if (x.Count == 0) return;
        CpuStorage slopes = Repeated(slope);
        fixed (float* px = Cpu(x), pSlopes = slopes, py = Cpu(y)) PReluKernels.Forward(px, x.Count, pSlopes, slopes.Count, py);
        slopes.Release();
    }

    internal override void PReluGradient(Storage x, Storage slope, Storage yGradient, Storage? xGradient, Storage slopeGradient)
    {
        if (x.Count == 0)
        {
            slopeGradient.Span.Clear();
            return;
        }
        CpuStorage slopes = Repeated(slope), sums = Temporary((long)PReluKernels.BlockCount(x.Count, slopes.Count) * slopes.Count), totals = Temporary(2L * slope.Count);
        fixed (float* px = Cpu(x), dy = Cpu(yGradient), pSlopes = slopes, pSums = sums, dx = xGradient as CpuStorage, pTotals = totals)
        {
            var slopeSums = new Span<double>(pTotals, slope.Count);
            PReluKernels.Gradient(px, dy, x.Count, pSlopes, slopes.Count, pSums, dx, slopeSums);
            Span<float> dSlope = slopeGradient.Span;
            for (int i = 0; i < dSlope.Length; i++) dSlope[i] = (float)slopeSums[i];
        }
        slopes.Release();
        sums.Release();
        totals.Release();
    }

    private CpuStorage Repeated(Storage slope)
    {
        CpuStorage slopes = Temporary(PReluKernels.RowWidth(slope.Count));
        for (int start = 0; start < slopes.Count; start += slope.Count) slope.Span.CopyTo(slopes.Span[start..]);
        return slopes;
    }
}
