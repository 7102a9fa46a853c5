using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The Dice loss of [samples, positions, channels]. Memory is walked in runs of several positions, <see cref="Period"/> elements
/// with the same channels at the same places, so that also one channel fills vectors; the sums of a run are folded to channels at
/// the end. With I = sum(p t), s = smooth and D = sum(p) + sum(t) + s the loss is 1 - (2 I + s) / D, and its derivatives are
/// a t + b by p and a p + b by t, with a = -2 / D and b = (2 I + s) / D^2. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class DiceKernels
{
    private const int Sums = 3, ShortestRun = 512;

    /// <summary>The elements of a run: whole positions.</summary>
    internal static int Period(int positions, int channels) => channels * Math.Min(positions, Blocks.Count(ShortestRun, Math.Max(1, channels)));

    /// <summary>The floats of the partial sums.</summary>
    internal static long PartialCount(int samples, int positions, int channels) => (long)samples * Pieces(positions, channels) * Sums * Period(positions, channels);

    /// <summary>Writes the losses [samples, channels] and the coefficients a and b of each sample over a run, [samples, 2, period].</summary>
    internal static void Forward(float* x, float* t, int samples, int positions, int channels, float smooth, float* partial, float* losses, float* coefficients)
    {
        int pieces = Pieces(positions, channels), period = Period(positions, channels);
        var job = new SumJob { X = x, Target = t, Partial = partial, Positions = positions, Channels = channels, Pieces = pieces, Period = period };
        WorkerPool.Run(samples * pieces, ref job);
        for (int sample = 0; sample < samples; sample++)
        {
            float* sums = partial + ((long)sample * pieces * Sums * period), a = coefficients + (2L * sample * period), b = a + period;
            for (int c = 0; c < channels; c++)
            {
                double both = Total(sums, 0, c), all = Total(sums, 1, c) + Total(sums, 2, c);
                double numerator = (2 * both) + smooth, denominator = all + smooth;
                losses[((long)sample * channels) + c] = (float)(1 - (numerator / denominator));
                for (int i = c; i < period; i += channels)
                {
                    a[i] = (float)(-2 / denominator);
                    b[i] = (float)(numerator / (denominator * denominator));
                }
            }
        }

        double Total(float* sums, int which, int channel)
        {
            double total = 0;
            for (int piece = 0; piece < pieces; piece++)
                for (int i = channel; i < period; i += channels) total += sums[(((piece * Sums) + which) * (long)period) + i];
            return total;
        }
    }

    /// <summary>The gradients; the coefficients are already multiplied with the gradient of the losses.</summary>
    internal static void Gradient(float* x, float* t, int samples, int positions, int channels, float* coefficients, float* dx, float* dt)
    {
        var job = new GradientJob { X = x, Target = t, Coefficients = coefficients, Positions = positions, Channels = channels, Pieces = Pieces(positions, channels), Period = Period(positions, channels), XGradient = dx, TargetGradient = dt };
        WorkerPool.Run(samples * job.Pieces, ref job);
    }

    private static int Pieces(int positions, int channels) => Blocks.Count(positions, Blocks.Rows(channels));

    private struct SumJob : IBlockJob
    {
        internal float* X, Target, Partial;
        internal int Positions, Channels, Pieces, Period;

        [SkipLocalsInit]
        public readonly void Execute(int block)
        {
            Span<float> buffer = stackalloc float[Blocks.Tile];
            (int sample, int piece) = Math.DivRem(block, Pieces);
            int first = piece * Blocks.Rows(Channels), length = Math.Min(Blocks.Rows(Channels), Positions - first) * Channels;
            long start = (((long)sample * Positions) + first) * Channels;
            float* sums = Partial + ((long)block * Sums * Period);
            new Span<float>(sums, Sums * Period).Clear();
            for (int run = 0; run < length; run += Period)
            {
                int end = Math.Min(Period, length - run);
                for (int i = 0; i < end; i += Blocks.Tile)
                {
                    int count = Math.Min(Blocks.Tile, end - i);
                    Span<float> p = buffer[..count], both = new(sums + i, count), ofP = new(sums + Period + i, count), ofT = new(sums + (2L * Period) + i, count);
                    var t = new ReadOnlySpan<float>(Target + start + run + i, count);
                    LossMath.Sigmoid(new ReadOnlySpan<float>(X + start + run + i, count), p);
                    TensorPrimitives.MultiplyAdd(p, t, both, both);
                    TensorPrimitives.Add(ofP, p, ofP);
                    TensorPrimitives.Add(ofT, t, ofT);
                }
            }
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal float* X, Target, Coefficients, XGradient, TargetGradient;
        internal int Positions, Channels, Pieces, Period;

        [SkipLocalsInit]
        public readonly void Execute(int block)
        {
            Span<float> buffer = stackalloc float[Blocks.Tile];
            (int sample, int piece) = Math.DivRem(block, Pieces);
            int first = piece * Blocks.Rows(Channels), length = Math.Min(Blocks.Rows(Channels), Positions - first) * Channels;
            long start = (((long)sample * Positions) + first) * Channels;
            float* coefficients = Coefficients + (2L * sample * Period);
            for (int run = 0; run < length; run += Period)
            {
                int end = Math.Min(Period, length - run);
                for (int i = 0; i < end; i += Blocks.Tile)
                {
                    int count = Math.Min(Blocks.Tile, end - i);
                    long at = start + run + i;
                    Span<float> p = buffer[..count];
                    ReadOnlySpan<float> t = new(Target + at, count), a = new(coefficients + i, count), b = new(coefficients + Period + i, count);
                    LossMath.Sigmoid(new ReadOnlySpan<float>(X + at, count), p);
                    if (TargetGradient is not null) TensorPrimitives.MultiplyAdd(a, p, b, new Span<float>(TargetGradient + at, count));
                    if (XGradient is null) continue;
                    var dx = new Span<float>(XGradient + at, count);
                    TensorPrimitives.MultiplyAdd(a, t, b, dx);
                    TensorPrimitives.Multiply(dx, p, dx);
                    TensorPrimitives.Subtract(1f, p, p);
                    TensorPrimitives.Multiply(dx, p, dx);
                }
            }
        }
    }
}
