using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Rectifier with learned slopes. The numbers are walked in rows of a width that is a multiple of the number of slopes and of
/// many vectors, with the slopes repeated along it, so that one slope, few channels and many run the same loop; the last row may
/// be short. The gradients of the slopes are summed per column of such a row and block, and joined in the order of the blocks.
/// Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class PReluKernels
{
    private const int LeastWidth = 128;

    /// <summary>The width of a row.</summary>
    internal static int RowWidth(int slopes) => Math.Max(1, Blocks.Count(LeastWidth, slopes)) * slopes;

    internal static int BlockCount(int count, int rowWidth) => Blocks.Count(count, Blocks.Rows(rowWidth) * rowWidth);

    /// <summary>slopes are repeated to <paramref name="rowWidth"/>.</summary>
    internal static void Forward(float* x, int count, float* slopes, int rowWidth, float* y)
    {
        var job = new ForwardJob { X = x, Y = y, Slopes = slopes, Count = count, RowWidth = rowWidth };
        WorkerPool.Run(BlockCount(count, rowWidth), ref job);
    }

    /// <summary>dx may be null; sums has room for a row per block.</summary>
    internal static void Gradient(float* x, float* dy, int count, float* slopes, int rowWidth, float* sums, float* dx, Span<double> slopeSums)
    {
        int blocks = BlockCount(count, rowWidth);
        var job = new GradientJob { X = x, OutGradient = dy, InGradient = dx, Slopes = slopes, Sums = sums, Count = count, RowWidth = rowWidth };
        WorkerPool.Run(blocks, ref job);
        slopeSums.Clear();
        for (int block = 0; block < blocks; block++)
            for (int start = 0; start < rowWidth; start += slopeSums.Length)
                for (int i = 0; i < slopeSums.Length; i++) slopeSums[i] += sums[((long)block * rowWidth) + start + i];
    }

    private struct ForwardJob : IBlockJob
    {
        internal float* X, Y, Slopes;
        internal int Count, RowWidth;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int size = Blocks.Rows(RowWidth) * RowWidth, end = (int)Math.Min(Count, (block + 1L) * size), width = Vector<float>.Count;
            for (int start = block * size; start < end; start += RowWidth)
            {
                int length = Math.Min(RowWidth, end - start), i = 0;
                float* x = X + start, y = Y + start;
                for (; i <= length - width; i += width)
                {
                    Vector<float> value = Vector.Load(x + i);
                    Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), value, value * Vector.Load(Slopes + i)).Store(y + i);
                }
                for (; i < length; i++) y[i] = x[i] > 0 ? x[i] : x[i] * Slopes[i];
            }
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal float* X, OutGradient, InGradient, Slopes, Sums;
        internal int Count, RowWidth;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int size = Blocks.Rows(RowWidth) * RowWidth, end = (int)Math.Min(Count, (block + 1L) * size), width = Vector<float>.Count;
            float* sums = Sums + ((long)block * RowWidth);
            new Span<float>(sums, RowWidth).Clear();
            for (int start = block * size; start < end; start += RowWidth)
            {
                int length = Math.Min(RowWidth, end - start), i = 0;
                float* x = X + start, dy = OutGradient + start, dx = InGradient + start;
                for (; i <= length - width; i += width)
                {
                    Vector<float> value = Vector.Load(x + i), g = Vector.Load(dy + i);
                    Vector<int> above = Vector.GreaterThan(value, Vector<float>.Zero);
                    (Vector.Load(sums + i) + Vector.ConditionalSelect(above, Vector<float>.Zero, value * g)).Store(sums + i);
                    if (InGradient is not null) Vector.ConditionalSelect(above, g, g * Vector.Load(Slopes + i)).Store(dx + i);
                }
                for (; i < length; i++)
                {
                    if (x[i] <= 0 || float.IsNaN(x[i])) sums[i] += x[i] * dy[i];
                    if (InGradient is not null) dx[i] = x[i] > 0 ? dy[i] : dy[i] * Slopes[i];
                }
            }
        }
    }
}
