using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Differences between the neighbouring pixels of images [samples, height, width, channels]: of a row with itself, moved by the
/// channels, and with the row below. Rows are gathered into blocks; each has one sum per direction. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class TotalVariationKernels
{
    private const int Chunk = 4096;

    internal static int BlockCount(int samples, int height, int rowLength) => Blocks.Count(samples * height, Blocks.Rows(rowLength));

    /// <summary>The sums of the absolute differences along the width and the height; partial has room for two numbers per block.</summary>
    internal static (double Width, double Height) Sums(float* x, int samples, int height, int width, int channels, double* partial)
    {
        int blocks = BlockCount(samples, height, width * channels);
        var job = new SumsJob { X = x, Rows = samples * height, Height = height, Length = width * channels, Channels = channels, Partial = partial };
        WorkerPool.Run(blocks, ref job);
        double horizontal = 0, vertical = 0;
        for (int block = 0; block < blocks; block++)
        {
            horizontal += partial[2 * block];
            vertical += partial[(2 * block) + 1];
        }
        return (horizontal, vertical);
    }

    /// <summary>dx = the gradient of horizontal * sum along the width + vertical * sum along the height.</summary>
    internal static void Gradient(float* x, int samples, int height, int width, int channels, float horizontal, float vertical, float* dx)
    {
        var job = new GradientJob { X = x, InGradient = dx, Rows = samples * height, Height = height, Length = width * channels, Channels = channels, Horizontal = horizontal, Vertical = vertical };
        WorkerPool.Run(BlockCount(samples, height, width * channels), ref job);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double AbsoluteDifference(float* a, float* b, int count)
    {
        double total = 0;
        int width = Vector<float>.Count;
        for (int start = 0; start < count; start += Chunk)
        {
            int end = Math.Min(count, start + Chunk), i = start;
            Vector<float> sum = default;
            for (; i <= end - width; i += width) sum += Vector.Abs(Vector.Load(a + i) - Vector.Load(b + i));
            total += Vector.Sum(sum);
            for (; i < end; i++) total += MathF.Abs(a[i] - b[i]);
        }
        return total;
    }

    /// <summary>sum += scale * sign(a - b); the sign of 0 is 0 and that of a NaN is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSigns(float* a, float* b, float scale, int count, float* sum)
    {
        int width = Vector<float>.Count, i = 0;
        Vector<float> zero = Vector<float>.Zero, one = Vector<float>.One, scales = new(scale);
        for (; i <= count - width; i += width)
        {
            Vector<float> d = Vector.Load(a + i) - Vector.Load(b + i);
            Vector<float> sign = Vector.ConditionalSelect(Vector.GreaterThan(d, zero), one, Vector.ConditionalSelect(Vector.LessThan(d, zero), -one, d));
            Vector.FusedMultiplyAdd(sign, scales, Vector.Load(sum + i)).Store(sum + i);
        }
        for (; i < count; i++)
        {
            float d = a[i] - b[i];
            sum[i] += scale * (d > 0 ? 1 : d < 0 ? -1 : d);
        }
    }

    private struct SumsJob : IBlockJob
    {
        internal float* X;
        internal double* Partial;
        internal int Rows, Height, Length, Channels;

        public readonly void Execute(int block)
        {
            int blockRows = Blocks.Rows(Length), end = (int)Math.Min(Rows, (block + 1L) * blockRows);
            double horizontal = 0, vertical = 0;
            for (int row = block * blockRows; row < end; row++)
            {
                float* x = X + ((long)row * Length);
                horizontal += AbsoluteDifference(x + Channels, x, Length - Channels);
                if ((row + 1) % Height != 0) vertical += AbsoluteDifference(x + Length, x, Length);
            }
            Partial[2 * block] = horizontal;
            Partial[(2 * block) + 1] = vertical;
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal float* X, InGradient;
        internal int Rows, Height, Length, Channels;
        internal float Horizontal, Vertical;

        public readonly void Execute(int block)
        {
            int blockRows = Blocks.Rows(Length), end = (int)Math.Min(Rows, (block + 1L) * blockRows);
            for (int row = block * blockRows; row < end; row++)
            {
                float* x = X + ((long)row * Length), dx = InGradient + ((long)row * Length);
                new Span<float>(dx, Length).Clear();
                AddSigns(x + Channels, x, Horizontal, Length - Channels, dx + Channels);
                AddSigns(x, x + Channels, Horizontal, Length - Channels, dx);
                if (row % Height != 0) AddSigns(x, x - Length, Vertical, Length, dx);
                if ((row + 1) % Height != 0) AddSigns(x, x + Length, Vertical, Length, dx);
            }
        }
    }
}
