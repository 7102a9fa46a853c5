using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Exchanges depth for space and back.</summary>
/// <remarks>
/// Each pixel of the deep side is a matrix [channels, factor * factor] whose columns are pixels of the wide side: a transposition,
/// with contiguous stores along the channels, or along the columns for the inverse.
/// </remarks>
internal static unsafe class PixelShuffleKernel
{
    internal static void Run(int images, int height, int width, int channels, int factor, bool inverse, float* x, float* y)
    {
        var job = new Job { Height = height, Width = width, Channels = channels, Factor = factor, Inverse = inverse, Rows = images * height, X = x, Y = y };
        job.RowsPerBlock = Blocks.Rows(width * channels * factor * factor, Blocks.Elements / 2);
        WorkerPool.Run(Blocks.Count(job.Rows, job.RowsPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal int Height, Width, Channels, Factor, Rows, RowsPerBlock;
        internal bool Inverse;
        internal float* X, Y;

        public readonly void Execute(int block)
        {
            int taps = Factor * Factor, end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            nint wideRow = (nint)Width * Factor * Channels;
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                nint deepStart = (nint)row * Width * Channels * taps, wideStart = row * Factor * wideRow;
                for (int column = 0; column < Width; column++)
                {
                    nint deep = deepStart + ((nint)column * Channels * taps), wide = wideStart + ((nint)column * Factor * Channels);
                    // The taps of one row of the wide side lie one behind the other there.
                    for (int i = 0; i < Factor; i++)
                    {
                        if (Inverse) Transpose(X + wide + (i * wideRow), Factor, Channels, Channels, Y + deep + (i * Factor), taps);
                        else Transpose(X + deep + (i * Factor), Channels, Factor, taps, Y + wide + (i * wideRow), Channels);
                    }
                }
            }
        }

        /// <summary>y[j, i] = x[i, j] for i below rows and j below columns, in rows of the given strides.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Transpose(float* x, int rows, int columns, int xStride, float* y, int yStride)
        {
            for (int j = 0; j < columns; j++)
            {
                float* from = x + j, to = y + ((nint)j * yStride);
                int i = 0;
                for (; i <= rows - 4; i += 4, from += 4 * xStride)
                    Vector128.Create(from[0], from[xStride], from[2 * xStride], from[3 * xStride]).Store(to + i);
                for (; i < rows; i++, from += xStride) to[i] = *from;
            }
        }
    }
}
