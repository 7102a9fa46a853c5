using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Sums and maxima over the middle axis of [outer, reduced, inner]. The middle is cut into pieces by the shape alone; partial
/// results are joined in the order of the pieces.
/// </summary>
internal static unsafe class ReductionKernels
{
    /// <summary>The pieces that the middle axis is cut into; above 1 the caller brings room for outer * pieces * inner partial results.</summary>
    internal static int Pieces(int reduced, int inner) => Math.Max(1, Blocks.Count(reduced, Blocks.Rows(inner)));

    internal static void Sum(float* x, int outer, int reduced, int inner, float scale, float* partial, float* y)
    {
        int pieces = Pieces(reduced, inner);
        var job = new SumJob { X = x, Y = pieces > 1 ? partial : y, Outer = outer, Reduced = reduced, Inner = inner, Pieces = pieces, PieceRows = Blocks.Rows(inner), Scale = pieces > 1 ? 1 : scale };
        job.TasksPerBlock = Math.Max(1, Blocks.Elements / Math.Max(1, Math.Min(reduced, job.PieceRows) * inner));
        WorkerPool.Run(Blocks.Count(outer * pieces, job.TasksPerBlock), ref job);
        if (pieces == 1) return;
        for (int o = 0; o < outer; o++)
        {
            float* from = partial + ((long)o * pieces * inner), to = y + ((long)o * inner);
            for (int i = 0; i < inner; i++)
            {
                double sum = 0;
                for (int piece = 0; piece < pieces; piece++) sum += from[(piece * inner) + i];
                to[i] = (float)(sum * scale);
            }
        }
    }

    /// <summary>The largest or smallest numbers; a NaN wins.</summary>
    internal static void Extreme(float* x, int outer, int reduced, int inner, bool maximum, float* partial, float* y)
    {
        int pieces = Pieces(reduced, inner);
        var job = new ExtremeJob { X = x, Y = pieces > 1 ? partial : y, Outer = outer, Reduced = reduced, Inner = inner, Pieces = pieces, PieceRows = Blocks.Rows(inner), Maximum = maximum };
        job.TasksPerBlock = Math.Max(1, Blocks.Elements / Math.Max(1, Math.Min(reduced, job.PieceRows) * inner));
        WorkerPool.Run(Blocks.Count(outer * pieces, job.TasksPerBlock), ref job);
        if (pieces == 1) return;
        for (int o = 0; o < outer; o++)
            ExtremeRows(partial + ((long)o * pieces * inner), pieces, inner, maximum, y + ((long)o * inner));
    }

    /// <summary>Where the first extreme of each row is, or its first NaN.</summary>
    internal static void ArgExtreme(float* x, int rows, int columns, bool maximum, int* y)
    {
        var job = new ArgExtremeJob { X = x, Y = y, Rows = rows, Columns = columns, Maximum = maximum };
        WorkerPool.Run(Blocks.Count(rows, Blocks.Rows(columns)), ref job);
    }

    private static void ExtremeRows(float* x, int rows, int columns, bool maximum, float* y)
    {
        var to = new Span<float>(y, columns);
        to.Fill(maximum ? float.NegativeInfinity : float.PositiveInfinity);
        if (columns == 1 && rows > 0)
        {
            var all = new ReadOnlySpan<float>(x, rows);
            to[0] = maximum ? TensorPrimitives.Max(all) : TensorPrimitives.Min(all);
            return;
        }
        for (int r = 0; r < rows; r++)
        {
            var row = new ReadOnlySpan<float>(x + ((long)r * columns), columns);
            if (maximum) TensorPrimitives.Max(row, to, to);
            else TensorPrimitives.Min(row, to, to);
        }
    }

    /// <summary>sums[c] = sum over rows of x[row, c]; several accumulators hide the latency of the additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumRows(float* x, int rows, int columns, float* sums)
    {
        int width = Vector<float>.Count, c = 0;
        for (; c <= columns - (4 * width); c += 4 * width)
        {
            Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
            float* p = x + c;
            for (int row = 0; row < rows; row++, p += columns)
            {
                s0 += Vector.Load(p);
                s1 += Vector.Load(p + width);
                s2 += Vector.Load(p + (2 * width));
                s3 += Vector.Load(p + (3 * width));
            }
            s0.Store(sums + c);
            s1.Store(sums + c + width);
            s2.Store(sums + c + (2 * width));
            s3.Store(sums + c + (3 * width));
        }
        for (; c <= columns - width; c += width)
        {
            Vector<float> s = default;
            float* p = x + c;
            for (int row = 0; row < rows; row++, p += columns) s += Vector.Load(p);
            s.Store(sums + c);
        }
        for (; c < columns; c++)
        {
            float s = 0;
            float* p = x + c;
            for (int row = 0; row < rows; row++, p += columns) s += *p;
            sums[c] = s;
        }
    }

    private struct SumJob : IBlockJob
    {
        internal float* X, Y;
        internal int Outer, Reduced, Inner, Pieces, PieceRows, TasksPerBlock;
        internal float Scale;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min((long)Outer * Pieces, (block + 1L) * TasksPerBlock);
            for (int task = block * TasksPerBlock; task < end; task++)
            {
                (int o, int piece) = Math.DivRem(task, Pieces);
                int start = piece * PieceRows, rows = Math.Min(PieceRows, Reduced - start);
                float* x = X + ((((long)o * Reduced) + start) * Inner), y = Y + ((long)task * Inner);
                if (Inner == 1)
                {
                    *y = TensorPrimitives.Sum(new ReadOnlySpan<float>(x, rows)) * Scale;
                    continue;
                }
                SumRows(x, rows, Inner, y);
                if (Scale != 1) TensorPrimitives.Multiply(new ReadOnlySpan<float>(y, Inner), Scale, new Span<float>(y, Inner));
            }
        }
    }

    private struct ExtremeJob : IBlockJob
    {
        internal float* X, Y;
        internal int Outer, Reduced, Inner, Pieces, PieceRows, TasksPerBlock;
        internal bool Maximum;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min((long)Outer * Pieces, (block + 1L) * TasksPerBlock);
            for (int task = block * TasksPerBlock; task < end; task++)
            {
                (int o, int piece) = Math.DivRem(task, Pieces);
                int start = piece * PieceRows;
                ExtremeRows(X + ((((long)o * Reduced) + start) * Inner), Math.Min(PieceRows, Reduced - start), Inner, Maximum, Y + ((long)task * Inner));
            }
        }
    }

    private struct ArgExtremeJob : IBlockJob
    {
        internal float* X;
        internal int* Y;
        internal int Rows, Columns;
        internal bool Maximum;

        public readonly void Execute(int block)
        {
            int rows = Blocks.Rows(Columns), end = (int)Math.Min(Rows, (block + 1L) * rows);
            for (int row = block * rows; row < end; row++)
            {
                var x = new ReadOnlySpan<float>(X + ((long)row * Columns), Columns);
                Y[row] = Maximum ? TensorPrimitives.IndexOfMax(x) : TensorPrimitives.IndexOfMin(x);
            }
        }
    }
}
