using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void CopyStrided(ReadOnlySpan<int> lengths, Storage x, long xStart, ReadOnlySpan<long> xStrides, Storage y, long yStart, ReadOnlySpan<long> yStrides)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) StridedCopyKernel.Run(lengths, px + xStart, xStrides, py + yStart, yStrides);
    }

    internal override void GatherRows(Storage x, int outer, int length, int inner, ReadOnlySpan<int> indices, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y))
        fixed (int* pIndices = indices)
            IndexingKernels.GatherRows(px, outer, length, inner, pIndices, indices.Length, py);
    }

    internal override void ScatterRows(Storage y, int outer, int length, int inner, ReadOnlySpan<int> indices, Storage sum)
    {
        fixed (float* py = Cpu(y), pSum = Cpu(sum))
        fixed (int* pIndices = indices)
            IndexingKernels.ScatterRows(py, outer, length, inner, pIndices, indices.Length, pSum);
    }

    internal override void GatherElements(Storage x, int outer, int length, int inner, int count, ReadOnlySpan<int> indices, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y))
        fixed (int* pIndices = indices)
            IndexingKernels.Elements(px, outer, length, inner, count, pIndices, py, scatter: false);
    }

    internal override void ScatterElements(Storage y, int outer, int length, int inner, int count, ReadOnlySpan<int> indices, Storage sum)
    {
        fixed (float* py = Cpu(y), pSum = Cpu(sum))
        fixed (int* pIndices = indices)
            IndexingKernels.Elements(pSum, outer, length, inner, count, pIndices, py, scatter: true);
    }

    internal override void CumulativeSum(Storage x, int outer, int length, int inner, bool fromTheEnd, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) IndexingKernels.CumulativeSum(px, outer, length, inner, fromTheEnd, py);
    }
}
