using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

internal static unsafe partial class GroupNormKernels
{
    /// <summary>dx may be null; partial has room for two rows per piece, constants for six per sample.</summary>
    internal static void Gradient(in GroupNormGeometry geometry, float* x, float* dy, float* mean, float* meanRest, float* variance, float* gamma, float epsilon, float* partial, float* constants, float* dx, float* dGamma, float* dBeta)
    {
        long size = PieceCount(geometry) * geometry.Columns, sampleSize = (long)geometry.Samples * geometry.Columns;
        Run(geometry, new GradientSumsJob { X = x, OutGradient = dy, Geometry = geometry, Mean = mean, Sums = partial, Products = partial + size });
        var join = new JoinGradientJob
        {
            Geometry = geometry,
            Pieces = Pieces(geometry),
            PieceSums = partial,
            PieceProducts = partial + size,
            Gamma = gamma,
            Epsilon = epsilon,
            Mean = mean,
            MeanRest = meanRest,
            Variance = variance,
            Means = constants,
            Scales = constants + sampleSize,
            Slopes = constants + (2 * sampleSize),
            Shifts = constants + (3 * sampleSize),
            GammaSums = constants + (4 * sampleSize),
            BetaSums = constants + (5 * sampleSize),
        };
        WorkerPool.Run(geometry.Samples, ref join);
        ReductionKernels.SumRows(join.GammaSums, geometry.Samples, geometry.Columns, dGamma);
        ReductionKernels.SumRows(join.BetaSums, geometry.Samples, geometry.Columns, dBeta);
        if (dx is not null) Run(geometry, new InputGradientJob { X = x, OutGradient = dy, InGradient = dx, Columns = geometry.Columns, Means = join.Means, Scales = join.Scales, Slopes = join.Slopes, Shifts = join.Shifts });
    }

    /// <summary>Per column the sums of dy and of dy (x - mean).</summary>
    private struct GradientSumsJob : IPieceJob
    {
        internal float* X, OutGradient, Mean, Sums, Products;
        internal GroupNormGeometry Geometry;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int sample, long piece, long start, int rows)
        {
            int columns = Geometry.Columns, width = Vector<float>.Count, groupWidth = columns / Geometry.Groups, c = 0;
            float* sums = Sums + (piece * columns), products = Products + (piece * columns), groupMeans = Mean + ((long)sample * Geometry.Groups);
            float* lanes = stackalloc float[2 * Vector<float>.Count];
            for (; c <= columns - (2 * width); c += 2 * width)
            {
                for (int lane = 0; lane < 2 * width; lane++) lanes[lane] = groupMeans[(c + lane) / groupWidth];
                Vector<float> mean0 = Vector.Load(lanes), mean1 = Vector.Load(lanes + width), sum0 = default, sum1 = default, product0 = default, product1 = default;
                float* x = X + start + c, dy = OutGradient + start + c;
                for (int row = 0; row < rows; row++, x += columns, dy += columns)
                {
                    Vector<float> g0 = Vector.Load(dy), g1 = Vector.Load(dy + width);
                    sum0 += g0;
                    sum1 += g1;
                    product0 = Vector.FusedMultiplyAdd(g0, Vector.Load(x) - mean0, product0);
                    product1 = Vector.FusedMultiplyAdd(g1, Vector.Load(x + width) - mean1, product1);
                }
                sum0.Store(sums + c);
                sum1.Store(sums + c + width);
                product0.Store(products + c);
                product1.Store(products + c + width);
            }
            for (; c < columns; c++)
            {
                float mean = groupMeans[c / groupWidth], sum = 0, product = 0;
                float* x = X + start + c, dy = OutGradient + start + c;
                for (int row = 0; row < rows; row++, x += columns, dy += columns)
                {
                    sum += *dy;
                    product += *dy * (*x - mean);
                }
                sums[c] = sum;
                products[c] = product;
            }
        }
    }

    /// <summary>A sample's share of the gradients of gamma and beta, and dx = dy scale + (x - mean) slope + shift per column.</summary>
    private struct JoinGradientJob : IBlockJob
    {
        internal GroupNormGeometry Geometry;
        internal int Pieces;
        internal float* PieceSums, PieceProducts, Gamma, Mean, MeanRest, Variance, Means, Scales, Slopes, Shifts, GammaSums, BetaSums;
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
                    Means[sampleStart + c] = Mean[statistic];
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
            int width = Vector<float>.Count, c = 0;
            long constants = (long)sample * Columns;
            float* means = Means + constants, scales = Scales + constants, slopes = Slopes + constants, shifts = Shifts + constants;
            for (; c <= Columns - (2 * width); c += 2 * width)
            {
                Vector<float> mean0 = Vector.Load(means + c), scale0 = Vector.Load(scales + c), slope0 = Vector.Load(slopes + c), shift0 = Vector.Load(shifts + c);
                Vector<float> mean1 = Vector.Load(means + c + width), scale1 = Vector.Load(scales + c + width), slope1 = Vector.Load(slopes + c + width), shift1 = Vector.Load(shifts + c + width);
                float* x = X + start + c, dy = OutGradient + start + c, dx = InGradient + start + c;
                for (int row = 0; row < rows; row++, x += Columns, dy += Columns, dx += Columns)
                {
                    Vector.FusedMultiplyAdd(Vector.Load(dy), scale0, Vector.FusedMultiplyAdd(Vector.Load(x) - mean0, slope0, shift0)).Store(dx);
                    Vector.FusedMultiplyAdd(Vector.Load(dy + width), scale1, Vector.FusedMultiplyAdd(Vector.Load(x + width) - mean1, slope1, shift1)).Store(dx + width);
                }
            }
            for (; c < Columns; c++)
            {
                float* x = X + start + c, dy = OutGradient + start + c, dx = InGradient + start + c;
                for (int row = 0; row < rows; row++, x += Columns, dy += Columns, dx += Columns)
                    *dx = (*dy * scales[c]) + ((*x - means[c]) * slopes[c]) + shifts[c];
            }
        }
    }
}
