using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

/// <summary>
/// The backend of the processor: pins the storages (<c>fixed</c> also keeps them alive while a kernel runs) and calls the kernels.
/// </summary>
internal sealed unsafe partial class CpuBackend : Backend
{
    private readonly CpuMemoryPool _pool = new();

    public override string Name => $"CPU, {Parallelism.MaxThreads} threads";

    public override void ReleaseUnusedMemory() => _pool.Clear();

    internal override Storage Allocate(int count, bool pooled) => pooled ? _pool.Rent(count) : new CpuStorage(null, 0, count) { Count = count };

    internal override void Fill(Storage y, float value)
    {
        fixed (float* py = Cpu(y)) ElementwiseKernels.Fill(py, value, y.Count);
    }

    internal override void Copy(Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) ElementwiseKernels.Copy(px, py, x.Count);
    }

    internal override void CopyBlock(Storage x, int xStart, int xStride, Storage y, int yStart, int yStride, int rows, int length)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) StridedCopyKernel.Run([rows, length], px + xStart, [xStride, 1], py + yStart, [yStride, 1]);
    }

    internal override void Gemm(int m, int n, int k, Storage a, int aStart, bool transposeA, Storage b, int bStart, bool transposeB, Storage y, int yStart, bool accumulate, Storage? bias, FusedActivation activation)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), py = Cpu(y), pBias = bias as CpuStorage)
            Kernels.Gemm.Multiply(m, n, k, pa + aStart, transposeA ? m : k, transposeA, pb + bStart, transposeB ? k : n, transposeB, py + yStart, n, accumulate, pBias, activation);
    }

    internal override Storage? Convolution2DPack(in Convolution2DGeometry geometry, Storage weight)
    {
        int count = ConvolutionKernels.PackedCount(geometry);
        if (count == 0)
            return null;
        Storage packed = Allocate(count, pooled: false);
        fixed (float* pWeight = Cpu(weight), pPacked = Cpu(packed))
            ConvolutionKernels.Pack(geometry, pWeight, pPacked);
        return packed;
    }

    internal override void Convolution2D(in Convolution2DGeometry geometry, Storage x, Storage weight, bool packed, Storage? bias, Storage? residual, FusedActivation activation, Storage y)
    {
        fixed (float* px = Cpu(x), pWeight = Cpu(weight), pBias = bias as CpuStorage, pResidual = residual as CpuStorage, py = Cpu(y))
            ConvolutionKernels.Forward(geometry, px, pWeight, packed, pBias, pResidual, activation, py);
    }

    internal override void Convolution2DInputGradient(in Convolution2DGeometry geometry, Storage yGradient, Storage weight, Storage xGradient)
    {
        fixed (float* dy = Cpu(yGradient), pWeight = Cpu(weight), dx = Cpu(xGradient))
            ConvolutionKernels.InputGradient(geometry, dy, pWeight, dx);
    }

    internal override void Convolution2DWeightGradient(in Convolution2DGeometry geometry, Storage x, Storage yGradient, Storage weightGradient, Storage? biasGradient)
    {
        fixed (float* px = Cpu(x), dy = Cpu(yGradient), dWeight = Cpu(weightGradient), dBias = biasGradient as CpuStorage)
            ConvolutionKernels.WeightGradient(geometry, px, dy, dWeight, dBias);
    }

    private static CpuStorage Cpu(Storage storage) => (CpuStorage)storage;

    private CpuStorage Temporary(long count)
    {
        CpuStorage storage = _pool.Rent(checked((int)count));
        storage.Acquire();
        return storage;
    }
}
