using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Normalisation of rows that each have their own mean and variance (layer and root mean square normalisation). A row is read
/// from memory once: the sums and the result are passes over it while it is in the cache. The variance is the corrected
/// two-pass one (Chan, Golub and LeVeque 1983), whose correction also gives what rounding took off the mean. Sums over a row
/// are float over <see cref="Chunk"/> numbers and double beyond. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class LayerNormKernels
{
    private const int Chunk = 4096;

    // Each block has a row of partial sums for gamma and one for beta: their number bounds that memory.
    private const int MaximumGradientBlocks = 32;

    internal static int GradientBlocks(int rows, int columns) => Blocks.Count(rows, GradientBlockRows(rows, columns));

    internal static void Forward(float* x, int rows, int columns, bool centered, float* gamma, float* beta, float epsilon, float* mean, float* meanRest, float* variance, float* y)
    {
        var job = new ForwardJob { X = x, Y = y, Gamma = gamma, Beta = beta, Mean = mean, MeanRest = meanRest, Variance = variance, Rows = rows, Columns = columns, BlockRows = Blocks.Rows(columns), Centered = centered, Epsilon = epsilon };
        WorkerPool.Run(Blocks.Count(rows, job.BlockRows), ref job);
    }

    /// <summary>dx may be null; partial has room for two rows per block.</summary>
    internal static void Gradient(float* x, float* dy, int rows, int columns, bool centered, float* mean, float* meanRest, float* variance, float* gamma, float epsilon, float* partial, float* dx, float* dGamma, float* dBeta)
    {
        int blocks = GradientBlocks(rows, columns);
        var job = new GradientJob
        {
            X = x,
            OutGradient = dy,
            InGradient = dx,
            Gamma = gamma,
            Mean = mean,
            MeanRest = meanRest,
            Variance = variance,
            Rows = rows,
            Columns = columns,
            BlockRows = GradientBlockRows(rows, columns),
            Centered = centered,
            Epsilon = epsilon,
            GammaSums = partial,
            BetaSums = partial + ((long)blocks * columns),
        };
        WorkerPool.Run(blocks, ref job);
        ReductionKernels.SumRows(job.GammaSums, blocks, columns, dGamma);
        ReductionKernels.SumRows(job.BetaSums, blocks, columns, dBeta);
    }

    private static int GradientBlockRows(int rows, int columns) => Math.Max(Blocks.Rows(columns), Blocks.Count(rows, MaximumGradientBlocks));

    private struct ForwardJob : IBlockJob
    {
        internal float* X, Y, Gamma, Beta, Mean, MeanRest, Variance;
        internal int Rows, Columns, BlockRows;
        internal bool Centered;
        internal float Epsilon;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * BlockRows), width = Vector<float>.Count;
            for (int row = block * BlockRows; row < end; row++)
            {
                float* x = X + ((long)row * Columns), y = Y + ((long)row * Columns);
                float mean = Centered ? (float)(Sum(x) / Columns) : 0;
                (double sum, double squares) = Deviations(x, mean);
                double rest = Centered ? sum / Columns : 0, variance = Math.Max(0, (squares / Columns) - (rest * rest));
                Mean[row] = mean;
                MeanRest[row] = (float)rest;
                Variance[row] = (float)variance;
                float scale = (float)(1 / Math.Sqrt(variance + Epsilon)), shift = (float)(-rest * scale);
                Vector<float> means = new(mean), scales = new(scale), shifts = new(shift);
                int c = 0;
                for (; c <= Columns - width; c += width)
                {
                    Vector<float> normal = Vector.FusedMultiplyAdd(Vector.Load(x + c) - means, scales, shifts);
                    Vector.FusedMultiplyAdd(normal, Vector.Load(Gamma + c), Vector.Load(Beta + c)).Store(y + c);
                }
                for (; c < Columns; c++) y[c] = ((((x[c] - mean) * scale) + shift) * Gamma[c]) + Beta[c];
            }
        }

        private readonly double Sum(float* x)
        {
            double sum = 0;
            for (int start = 0; start < Columns; start += Chunk) sum += TensorPrimitives.Sum(new ReadOnlySpan<float>(x + start, Math.Min(Chunk, Columns - start)));
            return sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly (double Sum, double Squares) Deviations(float* x, float mean)
        {
            int width = Vector<float>.Count;
            var means = new Vector<float>(mean);
            double sum = 0, squares = 0;
            for (int start = 0; start < Columns; start += Chunk)
            {
                int end = Math.Min(Columns, start + Chunk), c = start;
                Vector<float> sum0 = default, sum1 = default, squares0 = default, squares1 = default;
                for (; c <= end - (2 * width); c += 2 * width)
                {
                    Vector<float> d0 = Vector.Load(x + c) - means, d1 = Vector.Load(x + c + width) - means;
                    sum0 += d0;
                    sum1 += d1;
                    squares0 = Vector.FusedMultiplyAdd(d0, d0, squares0);
                    squares1 = Vector.FusedMultiplyAdd(d1, d1, squares1);
                }
                sum += Vector.Sum(sum0 + sum1);
                squares += Vector.Sum(squares0 + squares1);
                for (; c < end; c++)
                {
                    float d = x[c] - mean;
                    sum += d;
                    squares += (double)d * d;
                }
            }
            return (sum, squares);
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal float* X, OutGradient, InGradient, Gamma, Mean, MeanRest, Variance, GammaSums, BetaSums;
        internal int Rows, Columns, BlockRows;
        internal bool Centered;
        internal float Epsilon;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * BlockRows);
            float* gammaSums = GammaSums + ((long)block * Columns), betaSums = BetaSums + ((long)block * Columns);
            new Span<float>(gammaSums, Columns).Clear();
            new Span<float>(betaSums, Columns).Clear();
            for (int row = block * BlockRows; row < end; row++)
            {
                long start = (long)row * Columns;
                double deviation = 1 / Math.Sqrt(Variance[row] + (double)Epsilon);
                float mean = Mean[row], scale = (float)deviation, shift = (float)(-MeanRest[row] * deviation);
                (double sum, double products) = Sums(X + start, OutGradient + start, mean, scale, shift, gammaSums, betaSums);
                if (InGradient is null) continue;
                // dx = scale (dy gamma - mean(dy gamma) - normal mean(dy gamma normal)), normal = (x - mean) scale + shift.
                double slope = -products / Columns * deviation;
                Input(X + start, OutGradient + start, mean, scale, (float)(slope * scale), (float)((slope * shift) - (Centered ? sum / Columns * deviation : 0)), InGradient + start);
            }
        }

        /// <summary>The sums over the row of dy gamma and of dy gamma normal; adds dy normal and dy to the sums of the columns.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly (double Sum, double Products) Sums(float* x, float* dy, float mean, float scale, float shift, float* gammaSums, float* betaSums)
        {
            int width = Vector<float>.Count;
            Vector<float> means = new(mean), scales = new(scale), shifts = new(shift);
            double sum = 0, products = 0;
            for (int start = 0; start < Columns; start += Chunk)
            {
                int end = Math.Min(Columns, start + Chunk), c = start;
                Vector<float> sumVector = default, productVector = default;
                for (; c <= end - width; c += width)
                {
                    Vector<float> g = Vector.Load(dy + c), normal = Vector.FusedMultiplyAdd(Vector.Load(x + c) - means, scales, shifts), weighted = g * Vector.Load(Gamma + c);
                    sumVector += weighted;
                    productVector = Vector.FusedMultiplyAdd(weighted, normal, productVector);
                    Vector.FusedMultiplyAdd(g, normal, Vector.Load(gammaSums + c)).Store(gammaSums + c);
                    (Vector.Load(betaSums + c) + g).Store(betaSums + c);
                }
                sum += Vector.Sum(sumVector);
                products += Vector.Sum(productVector);
                for (; c < end; c++)
                {
                    float normal = ((x[c] - mean) * scale) + shift, weighted = dy[c] * Gamma[c];
                    sum += weighted;
                    products += (double)weighted * normal;
                    gammaSums[c] += dy[c] * normal;
                    betaSums[c] += dy[c];
                }
            }
            return (sum, products);
        }

        /// <summary>dx = dy gamma scale + (x - mean) slope + shift.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Input(float* x, float* dy, float mean, float scale, float slope, float shift, float* dx)
        {
            int width = Vector<float>.Count, c = 0;
            Vector<float> means = new(mean), scales = new(scale), slopes = new(slope), shifts = new(shift);
            for (; c <= Columns - width; c += width)
            {
                Vector<float> rest = Vector.FusedMultiplyAdd(Vector.Load(x + c) - means, slopes, shifts);
                Vector.FusedMultiplyAdd(Vector.Load(dy + c) * Vector.Load(Gamma + c), scales, rest).Store(dx + c);
            }
            for (; c < Columns; c++) dx[c] = (dy[c] * Gamma[c] * scale) + ((x[c] - mean) * slope) + shift;
        }
    }
}
