using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Local response normalisation across channels. Some rows at a time are laid out with a margin of zeros around the channels of
/// each, so that windows are sums of shifted vectors that need not know where a row ends; what they give inside the margins is
/// ignored. The gradient computes the powers again: that is cheaper than to keep them. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class LocalResponseNormKernels
{
    private const int TileElements = 2048;

    internal static void Forward(in LocalResponseNormGeometry geometry, float* x, float* y)
    {
        var job = new Job { Geometry = geometry, X = x, Y = y, BlockRows = Blocks.Rows(geometry.Channels) };
        WorkerPool.Run(Blocks.Count(geometry.Rows, job.BlockRows), ref job);
    }

    internal static void Gradient(in LocalResponseNormGeometry geometry, float* x, float* dy, float* dx)
    {
        var job = new Job { Geometry = geometry, X = x, OutGradient = dy, InGradient = dx, BlockRows = Blocks.Rows(geometry.Channels) };
        WorkerPool.Run(Blocks.Count(geometry.Rows, job.BlockRows), ref job);
    }

    /// <summary>sums[i] = x[i] + ... + x[i + window - 1]; whole vectors are written and read, for which there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WindowSums(float* x, int count, int window, float scale, float shift, float* sums)
    {
        Vector<float> scales = new(scale), shifts = new(shift);
        for (int i = 0; i < count; i += Vector<float>.Count)
        {
            Vector<float> sum = Vector.Load(x + i);
            for (int j = 1; j < window; j++) sum += Vector.Load(x + i + j);
            Vector.FusedMultiplyAdd(sum, scales, shifts).Store(sums + i);
        }
    }

    /// <summary>powers = bases^-beta; the usual exponents need only roots.</summary>
    private static void NegativePower(ReadOnlySpan<float> bases, float beta, Span<float> powers)
    {
        if (beta is not (0.75f or 0.5f))
        {
            TensorPrimitives.Pow(bases, -beta, powers);
            return;
        }
        TensorPrimitives.Sqrt(bases, powers);
        TensorPrimitives.Reciprocal(powers, powers);
        if (beta == 0.5f) return;
        Span<float> roots = stackalloc float[Blocks.Tile];
        for (int start = 0; start < powers.Length; start += roots.Length)
        {
            Span<float> part = powers.Slice(start, Math.Min(roots.Length, powers.Length - start)), root = roots[..part.Length];
            TensorPrimitives.Sqrt(part, root);
            TensorPrimitives.Multiply(part, root, part);
        }
    }

    private struct Job : IBlockJob
    {
        internal LocalResponseNormGeometry Geometry;
        internal float* X, Y, OutGradient, InGradient;
        internal int BlockRows;

        public readonly void Execute(int block)
        {
            int channels = Geometry.Channels, stride = checked(channels + Geometry.Window - 1), tileRows = Blocks.Rows(stride, TileElements);
            int end = (int)Math.Min(Geometry.Rows, (block + 1L) * BlockRows), room = checked((tileRows * stride) + Geometry.Window + (2 * Vector<float>.Count));
            float* padded = Scratch.Floats(ScratchSlot.Neighbours, checked(3 * room)), bases = padded + room, powers = bases + room;
            for (int row = block * BlockRows; row < end; row += tileRows)
            {
                int rows = Math.Min(tileRows, end - row);
                Powers(row, rows, stride, padded, bases, powers, room);
                if (InGradient is null) Normalize(row, rows, stride, powers);
                else Gradient(row, rows, stride, padded, bases, powers, room);
            }
        }

        private readonly ReadOnlySpan<float> Row(float* numbers, int row) => new(numbers + ((long)row * Geometry.Channels), Geometry.Channels);

        private readonly void Powers(int first, int rows, int stride, float* padded, float* bases, float* powers, int room)
        {
            new Span<float>(padded, room).Clear();
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> x = Row(X, first + row);
                TensorPrimitives.Multiply(x, x, new Span<float>(padded + (row * stride) + Geometry.Before, x.Length));
            }
            WindowSums(padded, rows * stride, Geometry.Window, Geometry.Alpha / Geometry.Size, Geometry.K, bases);
            NegativePower(new ReadOnlySpan<float>(bases, rows * stride), Geometry.Beta, new Span<float>(powers, rows * stride));
        }

        private readonly void Normalize(int first, int rows, int stride, float* powers)
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> x = Row(X, first + row);
                TensorPrimitives.Multiply(x, new ReadOnlySpan<float>(powers + (row * stride), x.Length), new Span<float>(Y + ((long)(first + row) * x.Length), x.Length));
            }
        }

        /// <summary>dx[i] = dy[i] power[i] - 2 alpha beta / size x[i] sum of dy x power / base over the channels whose window has i.</summary>
        private readonly void Gradient(int first, int rows, int stride, float* padded, float* bases, float* powers, int room)
        {
            new Span<float>(padded, room).Clear();
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> x = Row(X, first + row), dy = Row(OutGradient, first + row);
                Span<float> terms = new(padded + (row * stride) + Geometry.After, x.Length);
                TensorPrimitives.Multiply(dy, x, terms);
                TensorPrimitives.Multiply(terms, new ReadOnlySpan<float>(powers + (row * stride), x.Length), terms);
                TensorPrimitives.Divide(terms, new ReadOnlySpan<float>(bases + (row * stride), x.Length), terms);
            }
            WindowSums(padded, rows * stride, Geometry.Window, -2 * Geometry.Alpha * Geometry.Beta / Geometry.Size, 0, bases);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> x = Row(X, first + row), dy = Row(OutGradient, first + row);
                Span<float> dx = new(InGradient + ((long)(first + row) * x.Length), x.Length);
                TensorPrimitives.Multiply(x, new ReadOnlySpan<float>(bases + (row * stride), x.Length), dx);
                TensorPrimitives.MultiplyAdd(dy, new ReadOnlySpan<float>(powers + (row * stride), x.Length), dx, dx);
            }
        }
    }
}
