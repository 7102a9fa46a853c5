using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Weighted sums of neighbouring rows and columns.</summary>
/// <remarks>
/// Layout: vectors across channels; the last one overlaps the one before it. Loop order: blocks of output rows, pixels, vectors,
/// rows of the window, columns. Each row is summed by itself and then weighted, which for large windows also keeps rounding small.
/// </remarks>
internal static unsafe class ResampleKernel
{
    internal static void Run(in Sampling2D sampling, float outside, float* x, float* y)
    {
        if (Vector512.IsHardwareAccelerated && sampling.Channels >= Simd512.Lanes) Run<Vector512<float>, Simd512>(sampling, outside, x, y);
        else if (Vector256.IsHardwareAccelerated && sampling.Channels >= Simd256.Lanes) Run<Vector256<float>, Simd256>(sampling, outside, x, y);
        else if (Vector128.IsHardwareAccelerated && sampling.Channels >= Simd128.Lanes) Run<Vector128<float>, Simd128>(sampling, outside, x, y);
        else Run<float, SimdScalar>(sampling, outside, x, y);
    }

    private static void Run<TVector, TSimd>(in Sampling2D sampling, float outside, float* x, float* y)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        var job = new Job<TVector, TSimd> { Sampling = sampling, Outside = outside, X = x, Y = y, RowsPerBlock = sampling.RowsPerBlock };
        WorkerPool.Run(Blocks.Count(sampling.OutputRows, job.RowsPerBlock), ref job);
    }

    private struct Job<TVector, TSimd> : IBlockJob
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        internal Sampling2D Sampling;
        internal float Outside;
        internal float* X, Y;
        internal int RowsPerBlock;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Sampling.OutputRows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++) Row(row);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Row(int row)
        {
            (int image, int outputRow) = Math.DivRem(row, Sampling.Rows.Outputs);
            int channels = Sampling.Channels, outputs = Sampling.Columns.Outputs;
            nint rowLength = (nint)Sampling.Columns.Inputs * channels;
            float* x = X + (image * Sampling.Rows.Inputs * rowLength), y = Y + ((nint)row * outputs * channels);
            AxisEntry* firstRow = Sampling.Rows.Entries + Sampling.Rows.Starts[outputRow], endRow = Sampling.Rows.Entries + Sampling.Rows.Starts[outputRow + 1];
            for (int output = 0; output < outputs; output++, y += channels)
            {
                AxisEntry* firstColumn = Sampling.Columns.Entries + Sampling.Columns.Starts[output], endColumn = Sampling.Columns.Entries + Sampling.Columns.Starts[output + 1];
                if (firstRow == endRow || firstColumn == endColumn)
                {
                    new Span<float>(y, channels).Fill(Outside);
                    continue;
                }
                for (int c = 0; c < channels; c += TSimd.Lanes)
                {
                    int channel = Math.Min(c, channels - TSimd.Lanes);
                    TVector sum = TSimd.Zero;
                    for (AxisEntry* r = firstRow; r < endRow; r++)
                    {
                        float* line = x + (r->Index * rowLength) + channel;
                        TVector lineSum = TSimd.Zero;
                        for (AxisEntry* column = firstColumn; column < endColumn; column++)
                            lineSum = TSimd.MultiplyAdd(TSimd.Load(line + ((nint)column->Index * channels)), TSimd.Broadcast(column->Weight), lineSum);
                        sum = TSimd.MultiplyAdd(lineSum, TSimd.Broadcast(r->Weight), sum);
                    }
                    TSimd.Store(sum, y + channel);
                }
            }
        }
    }
}
