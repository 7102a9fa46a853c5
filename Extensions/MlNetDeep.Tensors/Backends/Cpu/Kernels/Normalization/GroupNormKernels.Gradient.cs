using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

internal static unsafe partial class GroupNormKernels
{
    /// <summary>dx may be null; partial has room for two rows per piece, constants for six per sample.</summary>
    internal static void Gradient(in GroupNormGeometry geometry, float* x, float* dy, float* mean, float* meanRest, float* variance, float* gamma, float epsilon, float* partial, float* constants, float* dx, float* dGamma, float* dBeta)
    {
        long size = PieceCount(geometry) * geometry.Columns, sampleSize = (long)geometry.Samples * geometry.Columns;
        int width = geometry.Columns / geometry.Groups;
        for (int statistic = 0; statistic < geometry.Statistics; statistic++) new Span<float>(constants + ((long)statistic * width), width).Fill(mean[statistic]);
        Run(geometry, new GradientSumsJob { X = x, OutGradient = dy, Columns = geometry.Columns, Means = constants, Sums = partial, Products = partial + size });
        var join = new JoinGradientJob
        {
            Geometry = geometry,
            Pieces = Pieces(geometry),
            PieceSums = partial,
            PieceProducts = partial + size,
            Gamma = gamma,
            Epsilon = epsilon,
            MeanRest = meanRest,
            Variance = variance,
            Scales = constants + sampleSize,
            Slopes = constants + (2 * sampleSize),
            Shifts = constants + (3 * sampleSize),
            GammaSums = constants + (4 * sampleSize),
            BetaSums = constants + (5 * sampleSize),
        };
        WorkerPool.Run(geometry.Samples, ref join);
        ReductionKernels.SumRows(join.GammaSums, geometry.Samples, geometry.Columns, dGamma);
        ReductionKernels.SumRows(join.BetaSums, geometry.Samples, geometry.Columns, dBeta);
        if (dx is not null) Run(geometry, new InputGradientJob { X = x, OutGradient = dy, InGradient = dx, Columns = geometry.Columns, Means = constants, Scales = join.Scales, Slopes = join.Slopes, Shifts = join.Shifts });
    }

    /// <summary>Per column the sums of dy and of dy (x - mean).</summary>
    private struct GradientSumsJob : IPieceJob
    {
        internal float* X, OutGradient, Means, Sums, Products;
        internal int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int sample, long piece, long start, int rows)
        {
            int width = Vector<float>.Count, row = 0;
            float* sums = Sums + (piece * Columns), products = Products + (piece * Columns), means = Means + ((long)sample * Columns);
            float* x = X + start, dy = OutGradient + start;
            new Span<float>(sums, Columns).Clear();
            new Span<float>(products, Columns).Clear();
            // Along the rows memory is read in its order; two of them share the reads and writes of the sums.
            for (; row <= rows - 2; row += 2, x += 2 * Columns, dy += 2 * Columns)
            {
                int c = 0;
                for (; c <= Columns - width; c += width)
                {
                    Vector<float> mean = Vector.Load(means + c), g0 = Vector.Load(dy + c), g1 = Vector.Load(dy + Columns + c);
                    Vector<float> product = Vector.FusedMultiplyAdd(g0, Vector.Load(x + c) - mean, Vector.Load(products + c));
                    (Vector.Load(sums + c) + (g0 + g1)).Store(sums + c);
                    Vector.FusedMultiplyAdd(g1, Vector.Load(x + Columns + c) - mean, product).Store(products + c);
                }
                for (; c < Columns; c++)
                {
                    sums[c] += dy[c] + dy[Columns + c];
                    products[c] += (dy[c] * (x[c] - means[c])) + (dy[Columns + c] * (x[Columns + c] - means[c]));
                }
            }
            if (row < rows) LastRow(x, dy, means, sums, products);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void LastRow(float* x, float* dy, float* means, float* sums, float* products)
        {
            int width = Vector<float>.Count, c = 0;
            for (; c <= Columns - width; c += width)
            {
                Vector<float> g = Vector.Load(dy + c);
                (Vector.Load(sums + c) + g).Store(sums + c);
                Vector.FusedMultiplyAdd(g, Vector.Load(x + c) - Vector.Load(means + c), Vector.Load(products + c)).Store(products + c);
            }
            for (; c < Columns; c++)
            {
                sums[c] += dy[c];
                products[c] += dy[c] * (x[c] - means[c]);
            }
        }
    }

    /// <summary>A sample's share of the gradients of gamma and beta, and dx = dy scale + (x - mean) slope + shift per column.</summary>
    private struct JoinGradientJob : IBlockJob
    {
        internal GroupNormGeometry Geometry;
        internal int Pieces;
        internal float* PieceSums, PieceProducts, Gamma, MeanRest, Variance, Scales, Slopes, Shifts, GammaSums, BetaSums;
        internal float Epsilon;

        public readonly void Execute(int sample)
        {
            int width = Geometry.Columns / Geometry.Groups;
            long first = (long)sample * Pieces * Geometry.Columns, sampleStart = (long)sample * Geometry.Columns;
            for (int group = 0; group < Geometry.Groups; group++)
            {
                int statistic = (sample * Geometry.Groups) + group;
                double deviation = 1 / Math.Sqrt(Variance[statistic] + (double)Epsilon), rest = MeanRest[statistic], total = 0, totalProducts = 0;
                for (int c = group * width; c < (group + 1) * width; c++)
                {
                    double sum = 0, product = 0;
                    for (int piece = 0; piece < Pieces; piece++)
                    {
                        sum += PieceSums[first + ((long)piece * Geometry.Columns) + c];
                        product += PieceProducts[first + ((long)piece * Geometry.Columns) + c];
                    }
                    product = (product - (rest * sum)) * deviation;
                    GammaSums[sampleStart + c] = (float)product;
                    BetaSums[sampleStart + c] = (float)sum;
                    total += sum * Gamma[c];
                    totalProducts += product * Gamma[c];
                }
                // dx = deviation (dy gamma - mean(dy gamma) - normal mean(dy gamma normal)), normal = (x - mean - rest) deviation.
                double slope = -totalProducts / Geometry.GroupSize * deviation * deviation, shift = (-total / Geometry.GroupSize * deviation) - (rest * slope);
                for (int c = group * width; c < (group + 1) * width; c++)
                {
                    Scales[sampleStart + c] = (float)(deviation * Gamma[c]);
                    Slopes[sampleStart + c] = (float)slope;
                    Shifts[sampleStart + c] = (float)shift;
                }
            }
        }
    }

    private struct InputGradientJob : IPieceJob
    {
        internal float* X, OutGradient, InGradient, Means, Scales, Slopes, Shifts;
        internal int Columns;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int sample, long piece, long start, int rows)
        {
            int width = Vector<float>.Count;
            long constants = (long)sample * Columns;
            float* means = Means + constants, scales = Scales + constants, slopes = Slopes + constants, shifts = Shifts + constants;
            float* x = X + start, dy = OutGradient + start, dx = InGradient + start;
            for (int row = 0; row < rows; row++, x += Columns, dy += Columns, dx += Columns)
            {
                int c = 0;
                for (; c <= Columns - width; c += width)
                {
                    Vector<float> rest = Vector.FusedMultiplyAdd(Vector.Load(x + c) - Vector.Load(means + c), Vector.Load(slopes + c), Vector.Load(shifts + c));
                    Vector.FusedMultiplyAdd(Vector.Load(dy + c), Vector.Load(scales + c), rest).Store(dx + c);
                }
                for (; c < Columns; c++) dx[c] = (dy[c] * scales[c]) + ((x[c] - means[c]) * slopes[c]) + shifts[c];
            }
        }
    }
}
