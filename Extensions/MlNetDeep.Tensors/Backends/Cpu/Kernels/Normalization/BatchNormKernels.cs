using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Batch normalisation over the rows of [rows, channels]. Rows are cut into blocks that stay in the first-level cache; per block
/// there is one partial sum per channel, joined in the order of the blocks. The passes themselves are in
/// <see cref="BatchNormPasses{TVector, TSimd}"/>, in the widest vectors that the channels fill. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class BatchNormKernels
{
    private const int BlockElements = 8 * 1024;

    internal static int BlockCount(int rows, int channels) => Blocks.Count(rows, Blocks.Rows(channels, BlockElements));

    /// <summary>Mean and biased variance; partial has room for two numbers per channel and block.</summary>
    internal static void Statistics(float* x, int rows, int channels, float* partial, float* mean, float* variance)
    {
        int blocks = BlockCount(rows, channels), blockRows = Blocks.Rows(channels, BlockElements);
        float* means = partial, squares = partial + ((long)blocks * channels);
        Run(new BatchNormArguments { Pass = BatchNormPass.Statistics, X = x, Rows = rows, Channels = channels, BlockRows = blockRows, First = means, Second = squares });
        for (int c = 0; c < channels; c++)
        {
            // Chan, Golub and LeVeque: joining means and sums of squared deviations, without cancellation.
            double count = 0, average = 0, deviations = 0;
            for (int block = 0; block < blocks; block++)
            {
                double more = Math.Min(blockRows, rows - ((long)block * blockRows)), delta = means[((long)block * channels) + c] - average, all = count + more;
                average += delta * more / all;
                deviations += squares[((long)block * channels) + c] + (delta * delta * count * more / all);
                count = all;
            }
            mean[c] = (float)average;
            variance[c] = (float)(deviations / rows);
        }
    }

    /// <summary>y = activation((x - mean) * scale + beta), scale = gamma / sqrt(variance + epsilon).</summary>
    internal static void Normalize(float* x, int rows, int channels, float* mean, float* scale, float* beta, bool relu, float* y) =>
        Run(new BatchNormArguments { Pass = BatchNormPass.Normalize, X = x, Result = y, Rows = rows, Channels = channels, BlockRows = Blocks.Rows(channels, BlockElements), Mean = mean, Scale = scale, Beta = beta, Relu = relu });

    /// <summary>
    /// Sums of dy and of dy * (x - mean) per channel. With a fused ReLU dy counts only where it passed, which x tells: reading the
    /// result as well would be one more pass over memory.
    /// </summary>
    internal static void GradientSums(float* x, float* dy, int rows, int channels, float* mean, float* scale, float* beta, bool relu, float* partial, double* sums, double* products)
    {
        int blocks = BlockCount(rows, channels);
        float* first = partial, second = partial + ((long)blocks * channels);
        Run(new BatchNormArguments { Pass = BatchNormPass.GradientSums, X = x, OutGradient = dy, Rows = rows, Channels = channels, BlockRows = Blocks.Rows(channels, BlockElements), Mean = mean, Scale = scale, Beta = beta, Relu = relu, First = first, Second = second });
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, product = 0;
            for (int block = 0; block < blocks; block++)
            {
                sum += first[((long)block * channels) + c];
                product += second[((long)block * channels) + c];
            }
            sums[c] = sum;
            products[c] = product;
        }
    }

    /// <summary>dx = dy * scale + (x - mean) * slope + shift, per channel, dy masked as in <see cref="GradientSums"/>.</summary>
    internal static void InputGradient(float* x, float* dy, int rows, int channels, float* mean, float* scale, float* beta, bool relu, float* slope, float* shift, float* dx) =>
        Run(new BatchNormArguments { Pass = BatchNormPass.InputGradient, X = x, OutGradient = dy, Result = dx, Rows = rows, Channels = channels, BlockRows = Blocks.Rows(channels, BlockElements), Mean = mean, Scale = scale, Beta = beta, Relu = relu, First = slope, Second = shift });

    private static void Run(in BatchNormArguments arguments)
    {
        int channels = arguments.Channels;
        if (Vector512.IsHardwareAccelerated && channels >= Vector512<float>.Count) Run<Vector512<float>, Simd512>(arguments);
        else if (Vector256.IsHardwareAccelerated && channels >= Vector256<float>.Count) Run<Vector256<float>, Simd256>(arguments);
        else if (Vector128.IsHardwareAccelerated && channels >= Vector128<float>.Count) Run<Vector128<float>, Simd128>(arguments);
        else
        {
            var job = new ScalarBatchNorm(arguments);
            WorkerPool.Run(BlockCount(arguments.Rows, channels), ref job);
        }
    }

    private static void Run<TVector, TSimd>(in BatchNormArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        var job = new BatchNormPasses<TVector, TSimd>(arguments);
        WorkerPool.Run(BlockCount(arguments.Rows, arguments.Channels), ref job);
    }
}
