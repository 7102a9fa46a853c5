using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Normalisation of the groups of columns of samples [rows, columns] (group and instance normalisation). The rows of a sample
/// are cut into pieces that stay in the first-level cache; a piece has partial sums per column, vectorised along the columns.
/// They are joined per sample, in double and in the order of the pieces, to constants per sample and column, with which a second
/// pass over memory writes the result. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe partial class GroupNormKernels
{
    // The gradient reads two tensors: both pieces fit in the cache.
    private const int PieceElements = 4 * 1024;

    /// <summary>All pieces of all samples.</summary>
    internal static long PieceCount(in GroupNormGeometry geometry) => (long)geometry.Samples * Pieces(geometry);

    /// <summary>partial has room for three rows per piece, constants for three per sample.</summary>
    internal static void Forward(in GroupNormGeometry geometry, float* x, float* gamma, float* beta, float epsilon, float* partial, float* constants, float* mean, float* meanRest, float* variance, float* y)
    {
        long size = PieceCount(geometry) * geometry.Columns, sampleSize = (long)geometry.Samples * geometry.Columns;
        Run(geometry, new StatisticsJob { X = x, Columns = geometry.Columns, Means = partial, Sums = partial + size, Squares = partial + (2 * size) });
        var join = new JoinStatisticsJob
        {
            Geometry = geometry,
            Pieces = Pieces(geometry),
            PieceRows = PieceRows(geometry),
            PieceMeans = partial,
            PieceSums = partial + size,
            PieceSquares = partial + (2 * size),
            Gamma = gamma,
            Beta = beta,
            Epsilon = epsilon,
            Mean = mean,
            MeanRest = meanRest,
            Variance = variance,
            Means = constants,
            Scales = constants + sampleSize,
            Shifts = constants + (2 * sampleSize),
        };
        WorkerPool.Run(geometry.Samples, ref join);
        Run(geometry, new NormalizeJob { X = x, Y = y, Columns = geometry.Columns, Means = join.Means, Scales = join.Scales, Shifts = join.Shifts });
    }

    /// <summary>y = x scale per sample and column.</summary>
    internal static void ScaleColumns(in GroupNormGeometry geometry, float* x, float* scales, float* y) =>
        Run(geometry, new ScaleJob { X = x, Y = y, Columns = geometry.Columns, Scales = scales });

    private static int PieceRows(in GroupNormGeometry geometry) => Blocks.Rows(geometry.Columns, PieceElements);

    private static int Pieces(in GroupNormGeometry geometry) => Blocks.Count(geometry.Rows, PieceRows(geometry));

    private static void Run<T>(in GroupNormGeometry geometry, T job) where T : struct, IPieceJob
    {
        var pieces = new PiecesJob<T> { Job = job, Rows = geometry.Rows, Columns = geometry.Columns, Pieces = Pieces(geometry), PieceRows = PieceRows(geometry), Count = PieceCount(geometry) };
        // Small samples are gathered into blocks that are worth a hand-off.
        pieces.PiecesPerBlock = Blocks.Rows(Math.Min(pieces.PieceRows, geometry.Rows) * geometry.Columns);
        WorkerPool.Run(checked((int)((pieces.Count + pieces.PiecesPerBlock - 1) / pieces.PiecesPerBlock)), ref pieces);
    }

    /// <summary>Work on some rows of one sample, the first of which is at the number <c>start</c> of the memory.</summary>
    private interface IPieceJob
    {
        void Execute(int sample, long piece, long start, int rows);
    }

    private struct PiecesJob<T> : IBlockJob where T : struct, IPieceJob
    {
        internal T Job;
        internal int Rows, Columns, Pieces, PieceRows, PiecesPerBlock;
        internal long Count;

        public readonly void Execute(int block)
        {
            long end = Math.Min(Count, (block + 1L) * PiecesPerBlock);
            for (long piece = (long)block * PiecesPerBlock; piece < end; piece++)
            {
                (long sample, long index) = Math.DivRem(piece, Pieces);
                int first = (int)index * PieceRows;
                Job.Execute((int)sample, piece, ((sample * Rows) + first) * Columns, Math.Min(PieceRows, Rows - first));
            }
        }
    }

    /// <summary>Per column a mean, and the sums of the deviations from it and of their squares.</summary>
    private struct StatisticsJob : IPieceJob
    {
        internal float* X, Means, Sums, Squares;
        internal int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int sample, long piece, long start, int rows)
        {
            int width = Vector<float>.Count, c = 0;
            float* means = Means + (piece * Columns), sums = Sums + (piece * Columns), squares = Squares + (piece * Columns);
            SumRows(X + start, rows, means);
            float share = 1f / rows;
            for (; c <= Columns - (2 * width); c += 2 * width)
            {
                Vector<float> m0 = Vector.Load(means + c) * share, m1 = Vector.Load(means + c + width) * share, sum0 = default, sum1 = default, squares0 = default, squares1 = default;
                float* p = X + start + c;
                for (int row = 0; row < rows; row++, p += Columns)
                {
                    Vector<float> d0 = Vector.Load(p) - m0, d1 = Vector.Load(p + width) - m1;
                    sum0 += d0;
                    sum1 += d1;
                    squares0 = Vector.FusedMultiplyAdd(d0, d0, squares0);
                    squares1 = Vector.FusedMultiplyAdd(d1, d1, squares1);
                }
                m0.Store(means + c);
                m1.Store(means + c + width);
                sum0.Store(sums + c);
                sum1.Store(sums + c + width);
                squares0.Store(squares + c);
                squares1.Store(squares + c + width);
            }
            for (; c < Columns; c++)
            {
                float mean = means[c] * share, sum = 0, square = 0;
                float* p = X + start + c;
                for (int row = 0; row < rows; row++, p += Columns)
                {
                    float d = *p - mean;
                    sum += d;
                    square += d * d;
                }
                means[c] = mean;
                sums[c] = sum;
                squares[c] = square;
            }
        }

        /// <summary>Along the rows, so that memory is read in its order; four of them share the reads and writes of the sums.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void SumRows(float* x, int rows, float* sums)
        {
            new Span<float>(sums, Columns).Clear();
            int width = Vector<float>.Count, row = 0;
            for (; row <= rows - 4; row += 4, x += 4L * Columns)
            {
                float* x1 = x + Columns, x2 = x1 + Columns, x3 = x2 + Columns;
                int c = 0;
                for (; c <= Columns - width; c += width)
                    (Vector.Load(sums + c) + (Vector.Load(x + c) + Vector.Load(x1 + c) + (Vector.Load(x2 + c) + Vector.Load(x3 + c)))).Store(sums + c);
                for (; c < Columns; c++) sums[c] += x[c] + x1[c] + (x2[c] + x3[c]);
            }
            var total = new Span<float>(sums, Columns);
            for (; row < rows; row++, x += Columns) TensorPrimitives.Add(total, new ReadOnlySpan<float>(x, Columns), total);
        }
    }

    /// <summary>The statistics of the groups of a sample, and y = (x - mean) scale + shift per column.</summary>
    private struct JoinStatisticsJob : IBlockJob
    {
        internal GroupNormGeometry Geometry;
        internal int Pieces, PieceRows;
        internal float* PieceMeans, PieceSums, PieceSquares, Gamma, Beta, Mean, MeanRest, Variance, Means, Scales, Shifts;
        internal float Epsilon;

        public readonly void Execute(int sample)
        {
            int width = Geometry.Columns / Geometry.Groups;
            long first = (long)sample * Pieces * Geometry.Columns, sampleStart = (long)sample * Geometry.Columns;
            for (int group = 0; group < Geometry.Groups; group++)
            {
                double total = 0, squares = 0;
                for (int piece = 0; piece < Pieces; piece++)
                {
                    int rows = Math.Min(PieceRows, Geometry.Rows - (piece * PieceRows));
                    long from = first + ((long)piece * Geometry.Columns) + ((long)group * width);
                    for (long i = from; i < from + width; i++) total += ((double)PieceMeans[i] * rows) + PieceSums[i];
                }
                double mean = total / Geometry.GroupSize;
                for (int piece = 0; piece < Pieces; piece++)
                {
                    int rows = Math.Min(PieceRows, Geometry.Rows - (piece * PieceRows));
                    long from = first + ((long)piece * Geometry.Columns) + ((long)group * width);
                    for (long i = from; i < from + width; i++)
                    {
                        // Sum (x - mean)^2 from deviations d from another mean: sum d^2 + 2 shift sum d + rows shift^2.
                        double shift = PieceMeans[i] - mean;
                        squares += PieceSquares[i] + (shift * ((2 * (double)PieceSums[i]) + (rows * shift)));
                    }
                }
                double variance = Math.Max(0, squares / Geometry.GroupSize), rest = mean - (float)mean, deviation = 1 / Math.Sqrt(variance + Epsilon);
                int statistic = (sample * Geometry.Groups) + group;
                Mean[statistic] = (float)mean;
                MeanRest[statistic] = (float)rest;
                Variance[statistic] = (float)variance;
                for (int c = group * width; c < (group + 1) * width; c++)
                {
                    double scale = deviation * Gamma[c];
                    Means[sampleStart + c] = (float)mean;
                    Scales[sampleStart + c] = (float)scale;
                    Shifts[sampleStart + c] = (float)(Beta[c] - (rest * scale));
                }
            }
        }
    }

    private struct NormalizeJob : IPieceJob
    {
        internal float* X, Y, Means, Scales, Shifts;
        internal int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int sample, long piece, long start, int rows)
        {
            int width = Vector<float>.Count;
            float* means = Means + ((long)sample * Columns), scales = Scales + ((long)sample * Columns), shifts = Shifts + ((long)sample * Columns), x = X + start, y = Y + start;
            for (int row = 0; row < rows; row++, x += Columns, y += Columns)
            {
                int c = 0;
                for (; c <= Columns - width; c += width)
                    Vector.FusedMultiplyAdd(Vector.Load(x + c) - Vector.Load(means + c), Vector.Load(scales + c), Vector.Load(shifts + c)).Store(y + c);
                for (; c < Columns; c++) y[c] = ((x[c] - means[c]) * scales[c]) + shifts[c];
            }
        }
    }

    private struct ScaleJob : IPieceJob
    {
        internal float* X, Y, Scales;
        internal int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int sample, long piece, long start, int rows)
        {
            int width = Vector<float>.Count;
            float* scales = Scales + ((long)sample * Columns), x = X + start, y = Y + start;
            for (int row = 0; row < rows; row++, x += Columns, y += Columns)
            {
                int c = 0;
                for (; c <= Columns - width; c += width) (Vector.Load(x + c) * Vector.Load(scales + c)).Store(y + c);
                for (; c < Columns; c++) y[c] = x[c] * scales[c];
            }
        }
    }
}
