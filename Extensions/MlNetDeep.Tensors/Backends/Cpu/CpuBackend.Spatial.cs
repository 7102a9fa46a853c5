using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void MaxPool2D(int images, int channels, AxisMap rows, AxisMap columns, Storage x, Storage y, Storage? index, bool bytes)
    {
        fixed (float* px = Cpu(x), py = Cpu(y), pIndex = index as CpuStorage)
        fixed (int* rowStarts = rows.Starts, columnStarts = columns.Starts)
        fixed (AxisEntry* rowEntries = rows.Entries, columnEntries = columns.Entries)
            MaxPoolKernels.Forward(new(images, channels, new(rows, rowStarts, rowEntries), new(columns, columnStarts, columnEntries)), px, py, pIndex, bytes);
    }

    internal override void MaxPool2DGradient(int images, int channels, AxisMap rows, AxisMap columns, Storage yGradient, Storage index, bool bytes, Storage xGradient)
    {
        AxisMap backRows = rows.Transposed, backColumns = columns.Transposed;
        fixed (float* dy = Cpu(yGradient), pIndex = Cpu(index), dx = Cpu(xGradient))
        fixed (int* rowStarts = backRows.Starts, columnStarts = backColumns.Starts)
        fixed (AxisEntry* rowEntries = backRows.Entries, columnEntries = backColumns.Entries)
            MaxPoolKernels.Gradient(new(images, channels, new(backRows, rowStarts, rowEntries), new(backColumns, columnStarts, columnEntries)), columns.Longest, dy, pIndex, bytes, dx);
    }

    internal override void Resample2D(int images, int channels, AxisMap rows, AxisMap columns, float outside, Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y))
        fixed (int* rowStarts = rows.Starts, columnStarts = columns.Starts)
        fixed (AxisEntry* rowEntries = rows.Entries, columnEntries = columns.Entries)
        {
            var sampling = new Sampling2D(images, channels, new(rows, rowStarts, rowEntries), new(columns, columnStarts, columnEntries));
            if (rows.IsSelection && columns.IsSelection) SelectionKernel.Run(sampling, outside, px, py);
            else ResampleKernel.Run(sampling, outside, px, py);
        }
    }

    internal override void PixelShuffle(int images, int height, int width, int channels, int factor, bool inverse, Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) PixelShuffleKernel.Run(images, height, width, channels, factor, inverse, px, py);
    }

    internal override void AffineTransform(in AffineGeometry geometry, ReadOnlySpan<AffineMap2D> maps, Storage x, Storage y)
    {
        float[] outside = new float[geometry.Fill == FillMode.Constant ? geometry.Channels : 0];
        Array.Fill(outside, geometry.FillValue);
        fixed (float* px = Cpu(x), py = Cpu(y), pOutside = outside)
        fixed (AffineMap2D* pMaps = maps)
            AffineKernels.Forward(geometry, pMaps, pOutside, px, py);
    }

    internal override void AffineTransformGradient(in AffineGeometry geometry, ReadOnlySpan<AffineMap2D> maps, Storage yGradient, Storage xGradient)
    {
        fixed (float* dy = Cpu(yGradient), dx = Cpu(xGradient))
        fixed (AffineMap2D* pMaps = maps)
            AffineKernels.Gradient(geometry, pMaps, dy, dx);
    }
}
