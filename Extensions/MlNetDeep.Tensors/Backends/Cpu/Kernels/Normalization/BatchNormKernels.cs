using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Batch normalisation over the rows of [rows, channels]. Rows are cut into blocks that stay in the first-level cache; inside
/// a block channels are walked in groups of vectors whose constants stay in registers, and per block there is one partial sum
/// per channel, joined in the order of the blocks. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class BatchNormKernels
{
    private const int BlockElements = 8 * 1024;

    internal static int BlockCount(int rows, int channels) => Blocks.Count(rows, Blocks.Rows(channels, BlockElements));

    /// <summary>Mean and biased variance; partial has room for two numbers per channel and block.</summary>
    internal static void Statistics(float* x, int rows, int channels, float* partial, float* mean, float* variance)
    {
        int blocks = BlockCount(rows, channels), blockRows = Blocks.Rows(channels, BlockElements);
        var job = new StatisticsJob { X = x, Rows = rows, Channels = channels, BlockRows = blockRows, Means = partial, Squares = partial + ((long)blocks * channels) };
        WorkerPool.Run(blocks, ref job);
        for (int c = 0; c < channels; c++)
        {
            // Chan, Golub and LeVeque: joining means and sums of squared deviations, without cancellation.
            double count = 0, average = 0, squares = 0;
            for (int block = 0; block < blocks; block++)
            {
                double more = Math.Min(blockRows, rows - ((long)block * blockRows)), delta = job.Means[((long)block * channels) + c] - average, all = count + more;
                average += delta * more / all;
                squares += job.Squares[((long)block * channels) + c] + (delta * delta * count * more / all);
                count = all;
            }
            mean[c] = (float)average;
            variance[c] = (float)(squares / rows);
        }
    }

    /// <summary>y = activation((x - mean) * scale + beta), scale = gamma / sqrt(variance + epsilon).</summary>
    internal static void Normalize(float* x, int rows, int channels, float* mean, float* scale, float* beta, bool relu, float* y)
    {
        var job = new NormalizeJob { X = x, Y = y, Rows = rows, Channels = channels, BlockRows = Blocks.Rows(channels, BlockElements), Mean = mean, Scale = scale, Beta = beta, Relu = relu };
        WorkerPool.Run(BlockCount(rows, channels), ref job);
    }

    /// <summary>
    /// Sums of dy and of dy * (x - mean) per channel, dy masked where a fused ReLU gave zero (y null without one).
    /// </summary>
    internal static void GradientSums(float* x, float* y, float* dy, int rows, int channels, float* mean, float* partial, double* sums, double* products)
    {
        int blocks = BlockCount(rows, channels);
        var job = new GradientSumsJob { X = x, Y = y, OutGradient = dy, Rows = rows, Channels = channels, BlockRows = Blocks.Rows(channels, BlockElements), Mean = mean, Sums = partial, Products = partial + ((long)blocks * channels) };
        WorkerPool.Run(blocks, ref job);
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, product = 0;
            for (int block = 0; block < blocks; block++)
            {
                sum += job.Sums[((long)block * channels) + c];
                product += job.Products[((long)block * channels) + c];
            }
            sums[c] = sum;
            products[c] = product;
        }
    }

    /// <summary>dx = dy * scale + (x - mean) * slope + shift, per channel.</summary>
    internal static void InputGradient(float* x, float* y, float* dy, int rows, int channels, float* mean, float* scale, float* slope, float* shift, float* dx)
    {
        var job = new InputGradientJob { X = x, Y = y, OutGradient = dy, InGradient = dx, Rows = rows, Channels = channels, BlockRows = Blocks.Rows(channels, BlockElements), Mean = mean, Scale = scale, Slope = slope, Shift = shift };
        WorkerPool.Run(BlockCount(rows, channels), ref job);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Passed(Vector<float> y, Vector<float> dy) => Vector.ConditionalSelect(Vector.LessThanOrEqual(y, Vector<float>.Zero), Vector<float>.Zero, dy);

    private struct StatisticsJob : IBlockJob
    {
        internal float* X, Means, Squares;
        internal int Rows, Channels, BlockRows;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int first = block * BlockRows, rows = Math.Min(BlockRows, Rows - first), width = Vector<float>.Count, c = 0;
            float* x = X + ((long)first * Channels), means = Means + ((long)block * Channels), squares = Squares + ((long)block * Channels);
            ReductionKernels.SumRows(x, rows, Channels, means);
            float scale = 1f / rows;
            for (; c <= Channels - (2 * width); c += 2 * width)
            {
                Vector<float> m0 = Vector.Load(means + c) * scale, m1 = Vector.Load(means + c + width) * scale, s0 = default, s1 = default;
                float* p = x + c;
                for (int row = 0; row < rows; row++, p += Channels)
                {
                    Vector<float> d0 = Vector.Load(p) - m0, d1 = Vector.Load(p + width) - m1;
                    s0 = Vector.FusedMultiplyAdd(d0, d0, s0);
                    s1 = Vector.FusedMultiplyAdd(d1, d1, s1);
                }
                m0.Store(means + c);
                m1.Store(means + c + width);
                s0.Store(squares + c);
                s1.Store(squares + c + width);
            }
            for (; c < Channels; c++)
            {
                float mean = means[c] * scale, sum = 0;
                float* p = x + c;
                for (int row = 0; row < rows; row++, p += Channels) sum += (*p - mean) * (*p - mean);
                means[c] = mean;
                squares[c] = sum;
            }
        }
    }

    private struct NormalizeJob : IBlockJob
    {
        internal float* X, Y, Mean, Scale, Beta;
        internal int Rows, Channels, BlockRows;
        internal bool Relu;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int first = block * BlockRows, rows = Math.Min(BlockRows, Rows - first), width = Vector<float>.Count, c = 0;
            long start = (long)first * Channels;
            // A floor of minus infinity leaves every number, and a NaN, as it is.
            float floor = Relu ? 0 : float.NegativeInfinity;
            var lowest = new Vector<float>(floor);
            for (; c <= Channels - width; c += width)
            {
                Vector<float> mean = Vector.Load(Mean + c), scale = Vector.Load(Scale + c), beta = Vector.Load(Beta + c);
                float* x = X + start + c, y = Y + start + c;
                for (int row = 0; row < rows; row++, x += Channels, y += Channels)
                    Vector.Max(Vector.FusedMultiplyAdd(Vector.Load(x) - mean, scale, beta), lowest).Store(y);
            }
            for (; c < Channels; c++)
            {
                float* x = X + start + c, y = Y + start + c;
                for (int row = 0; row < rows; row++, x += Channels, y += Channels)
                    *y = MathF.Max(((*x - Mean[c]) * Scale[c]) + Beta[c], floor);
            }
        }
    }

    private struct GradientSumsJob : IBlockJob
    {
        internal float* X, Y, OutGradient, Mean, Sums, Products;
        internal int Rows, Channels, BlockRows;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int first = block * BlockRows, rows = Math.Min(BlockRows, Rows - first), width = Vector<float>.Count, c = 0;
            long start = (long)first * Channels;
            float* sums = Sums + ((long)block * Channels), products = Products + ((long)block * Channels);
            for (; c <= Channels - width; c += width)
            {
                Vector<float> mean = Vector.Load(Mean + c), sum = default, product = default;
                float* x = X + start + c, y = Y + start + c, dy = OutGradient + start + c;
                for (int row = 0; row < rows; row++, x += Channels, y += Channels, dy += Channels)
                {
                    Vector<float> g = Vector.Load(dy);
                    if (Y is not null) g = Passed(Vector.Load(y), g);
                    sum += g;
                    product = Vector.FusedMultiplyAdd(g, Vector.Load(x) - mean, product);
                }
                sum.Store(sums + c);
                product.Store(products + c);
            }
            for (; c < Channels; c++)
            {
                float sum = 0, product = 0;
                for (long i = start + c, end = start + ((long)rows * Channels); i < end; i += Channels)
                {
                    float g = Y is not null && Y[i] <= 0 ? 0 : OutGradient[i];
                    sum += g;
                    product += g * (X[i] - Mean[c]);
                }
                sums[c] = sum;
                products[c] = product;
            }
        }
    }

    private struct InputGradientJob : IBlockJob
    {
        internal float* X, Y, OutGradient, InGradient, Mean, Scale, Slope, Shift;
        internal int Rows, Channels, BlockRows;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int first = block * BlockRows, rows = Math.Min(BlockRows, Rows - first), width = Vector<float>.Count, c = 0;
            long start = (long)first * Channels;
            for (; c <= Channels - width; c += width)
            {
                Vector<float> mean = Vector.Load(Mean + c), scale = Vector.Load(Scale + c), slope = Vector.Load(Slope + c), shift = Vector.Load(Shift + c);
                float* x = X + start + c, y = Y + start + c, dy = OutGradient + start + c, dx = InGradient + start + c;
                for (int row = 0; row < rows; row++, x += Channels, y += Channels, dy += Channels, dx += Channels)
                {
                    Vector<float> g = Vector.Load(dy);
                    if (Y is not null) g = Passed(Vector.Load(y), g);
                    Vector.FusedMultiplyAdd(g, scale, Vector.FusedMultiplyAdd(Vector.Load(x) - mean, slope, shift)).Store(dx);
                }
            }
            for (; c < Channels; c++)
            {
                for (long i = start + c, end = start + ((long)rows * Channels); i < end; i += Channels)
                {
                    float g = Y is not null && Y[i] <= 0 ? 0 : OutGradient[i];
                    InGradient[i] = (g * Scale[c]) + ((X[i] - Mean[c]) * Slope[c]) + Shift[c];
                }
            }
        }
    }
}
