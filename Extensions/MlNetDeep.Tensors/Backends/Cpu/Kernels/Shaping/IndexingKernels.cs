using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Reading and adding by index along the middle of [outer, length, inner]. What adds to the same numbers stays in one block and keeps
/// the order of the indices, so that sums are the same bits on any number of threads. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class IndexingKernels
{
    /// <summary>Columns of a block that adds: the fewest that fill cache lines.</summary>
    private const int ScatterColumns = 64;

    internal static void GatherRows(float* x, int outer, int length, int inner, int* indices, int count, float* y)
    {
        var job = new GatherJob { X = x, Y = y, Length = length, Inner = inner, Indices = indices, Count = count, Rows = checked(outer * count), RowsPerBlock = Blocks.Rows(inner) };
        WorkerPool.Run(Blocks.Count(job.Rows, job.RowsPerBlock), ref job);
    }

    internal static void ScatterRows(float* y, int outer, int length, int inner, int* indices, int count, float* sum)
    {
        var job = new ScatterJob { Y = y, Sum = sum, Length = length, Inner = inner, Indices = indices, Count = count, Chunks = Blocks.Count(inner, ScatterColumns) };
        WorkerPool.Run(checked(outer * job.Chunks), ref job, alone: (long)outer * count * inner < Blocks.Elements);
    }

    /// <summary>Reads y from x, or with <paramref name="scatter"/> adds y to x.</summary>
    internal static void Elements(float* x, int outer, int length, int inner, int count, int* indices, float* y, bool scatter)
    {
        var job = new ElementsJob { X = x, Y = y, Length = length, Inner = inner, Count = count, Indices = indices, Scatter = scatter };
        WorkerPool.Run(outer, ref job, alone: (long)outer * count * inner < Blocks.Elements);
    }

    internal static void CumulativeSum(float* x, int outer, int length, int inner, bool fromTheEnd, float* y)
    {
        var job = new CumulativeJob { X = x, Y = y, Length = length, Inner = inner, FromTheEnd = fromTheEnd };
        WorkerPool.Run(outer, ref job, alone: (long)outer * length * inner < Blocks.Elements);
    }

    private struct GatherJob : IBlockJob
    {
        internal float* X, Y;
        internal int Length, Inner, Count, Rows, RowsPerBlock;
        internal int* Indices;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                (int o, int i) = Math.DivRem(row, Count);
                var y = new Span<float>(Y + ((long)row * Inner), Inner);
                if (Indices[i] < 0) y.Clear();
                else new ReadOnlySpan<float>(X + ((((long)o * Length) + Indices[i]) * Inner), Inner).CopyTo(y);
            }
        }
    }

    private struct ScatterJob : IBlockJob
    {
        internal float* Y, Sum;
        internal int Length, Inner, Count, Chunks;
        internal int* Indices;

        public readonly void Execute(int block)
        {
            (int o, int chunk) = Math.DivRem(block, Chunks);
            int first = chunk * ScatterColumns, columns = Math.Min(ScatterColumns, Inner - first);
            for (int i = 0; i < Count; i++)
            {
                if (Indices[i] < 0) continue;
                var sum = new Span<float>(Sum + ((((long)o * Length) + Indices[i]) * Inner) + first, columns);
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(Y + ((((long)o * Count) + i) * Inner) + first, columns), sum);
            }
        }
    }

    private struct ElementsJob : IBlockJob
    {
        internal float* X, Y;
        internal int Length, Inner, Count;
        internal int* Indices;
        internal bool Scatter;

        public readonly void Execute(int block)
        {
            float* x = X + ((long)block * Length * Inner), y = Y + ((long)block * Count * Inner);
            int* indices = Indices + ((long)block * Count * Inner);
            for (int i = 0; i < Count; i++)
            {
                for (int k = 0; k < Inner; k++, y++, indices++)
                {
                    float* place = x + ((long)*indices * Inner) + k;
                    if (Scatter) *place += *y;
                    else *y = *place;
                }
            }
        }
    }

    private struct CumulativeJob : IBlockJob
    {
        internal float* X, Y;
        internal int Length, Inner;
        internal bool FromTheEnd;

        public readonly void Execute(int block)
        {
            long step = FromTheEnd ? -Inner : Inner, start = ((long)block * Length * Inner) + (FromTheEnd ? (Length - 1L) * Inner : 0);
            for (int i = 0; i < Length; i++, start += step)
            {
                var x = new ReadOnlySpan<float>(X + start, Inner);
                var y = new Span<float>(Y + start, Inner);
                if (i == 0) x.CopyTo(y);
                else TensorPrimitives.Add(x, new ReadOnlySpan<float>(Y + start - step, Inner), y);
            }
        }
    }
}
