using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Division by the Euclidean norm over the middle axis of [outer, reduced, inner]. A task is one row where inner is 1, otherwise
/// some neighbouring columns of one outer index, whose sums stay in the first-level cache. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class L2NormalizeKernels
{
    private const int TileColumns = 512;
    private const int Chunk = 4096;

    internal static void Forward(float* x, int outer, int reduced, int inner, float epsilon, float* norm, float* y)
    {
        var job = new Job { X = x, Y = y, Norm = norm, Epsilon = epsilon };
        Run(ref job, outer, reduced, inner);
    }

    internal static void Gradient(float* y, float* dy, int outer, int reduced, int inner, float epsilon, float* norm, float* dx)
    {
        var job = new Job { Y = y, OutGradient = dy, InGradient = dx, Norm = norm, Epsilon = epsilon };
        Run(ref job, outer, reduced, inner);
    }

    private static void Run(ref Job job, int outer, int reduced, int inner)
    {
        job.Reduced = reduced;
        job.Inner = inner;
        job.Tiles = Blocks.Count(inner, TileColumns);
        job.Count = (long)outer * job.Tiles;
        job.TasksPerBlock = Blocks.Rows((int)Math.Min(Blocks.Elements, (long)reduced * Math.Min(inner, TileColumns)));
        WorkerPool.Run(checked((int)((job.Count + job.TasksPerBlock - 1) / job.TasksPerBlock)), ref job);
    }

    private struct Job : IBlockJob
    {
        internal float* X, Y, OutGradient, InGradient, Norm;
        internal int Reduced, Inner, Tiles, TasksPerBlock;
        internal long Count;
        internal float Epsilon;

        [SkipLocalsInit]
        public readonly void Execute(int block)
        {
            Span<float> sums = stackalloc float[TileColumns];
            long end = Math.Min(Count, (block + 1L) * TasksPerBlock);
            for (long task = (long)block * TasksPerBlock; task < end; task++)
            {
                (long o, long tile) = Math.DivRem(task, Tiles);
                int first = (int)tile * TileColumns, columns = Math.Min(TileColumns, Inner - first);
                long start = (o * Reduced * Inner) + first;
                var norms = new Span<float>(Norm + (o * Inner) + first, columns);
                if (InGradient is null) Normalize(start, norms, sums[..columns]);
                else Gradient(start, norms, sums[..columns]);
            }
        }

        private readonly void Normalize(long start, Span<float> norms, Span<float> divisors)
        {
            if (Inner == 1)
            {
                norms[0] = (float)Math.Sqrt(Product(X + start, X + start));
                TensorPrimitives.Divide(new ReadOnlySpan<float>(X + start, Reduced), MathF.Max(norms[0], Epsilon), new Span<float>(Y + start, Reduced));
                return;
            }
            Products(X + start, X + start, norms);
            TensorPrimitives.Sqrt(norms, norms);
            TensorPrimitives.Max(norms, Epsilon, divisors);
            for (int r = 0; r < Reduced; r++, start += Inner)
                TensorPrimitives.Divide(new ReadOnlySpan<float>(X + start, norms.Length), divisors, new Span<float>(Y + start, norms.Length));
        }

        /// <summary>dx = (dy - y sum(y dy)) / norm; where epsilon stood in for the norm, only dy / epsilon remains.</summary>
        [SkipLocalsInit]
        private readonly void Gradient(long start, Span<float> norms, Span<float> shares)
        {
            if (Inner == 1)
            {
                float share = norms[0] < Epsilon ? 0 : -(float)Product(Y + start, OutGradient + start);
                Span<float> dx = new(InGradient + start, Reduced);
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(Y + start, Reduced), share, new ReadOnlySpan<float>(OutGradient + start, Reduced), dx);
                TensorPrimitives.Divide(dx, MathF.Max(norms[0], Epsilon), dx);
                return;
            }
            Products(Y + start, OutGradient + start, shares);
            for (int i = 0; i < shares.Length; i++) shares[i] = norms[i] < Epsilon ? 0 : -shares[i];
            Span<float> divisors = stackalloc float[TileColumns];
            divisors = divisors[..norms.Length];
            TensorPrimitives.Max(norms, Epsilon, divisors);
            for (int r = 0; r < Reduced; r++, start += Inner)
            {
                Span<float> dx = new(InGradient + start, norms.Length);
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(Y + start, norms.Length), shares, new ReadOnlySpan<float>(OutGradient + start, norms.Length), dx);
                TensorPrimitives.Divide(dx, divisors, dx);
            }
        }

        private readonly double Product(float* a, float* b)
        {
            double sum = 0;
            for (int i = 0; i < Reduced; i += Chunk)
            {
                int length = Math.Min(Chunk, Reduced - i);
                sum += TensorPrimitives.Dot(new ReadOnlySpan<float>(a + i, length), new ReadOnlySpan<float>(b + i, length));
            }
            return sum;
        }

        private readonly void Products(float* a, float* b, Span<float> sums)
        {
            sums.Clear();
            for (int r = 0; r < Reduced; r++, a += Inner, b += Inner)
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(a, sums.Length), new ReadOnlySpan<float>(b, sums.Length), sums, sums);
        }
    }
}
