using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// One pass over an output and its targets: the losses, their sum without writing them down, or both gradients with the scale of
/// the mean folded in. Sums are taken in double precision, per block and then over the blocks in order. The last elements, fewer
/// than a vector, are copied into a full one, so that a loss is written once and has no scalar twin. Called by
/// <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class PairLossKernels
{
    internal static int BlockCount(int count) => Blocks.Count(count, Blocks.Elements);

    internal static void Run<T>(T function, in PairLossArguments arguments) where T : struct, IPairLoss
    {
        var job = new Job<T> { Function = function, Arguments = arguments };
        WorkerPool.Run(BlockCount(arguments.Count), ref job);
    }

    private struct Job<T> : IBlockJob where T : struct, IPairLoss
    {
        internal T Function;
        internal PairLossArguments Arguments;

        public readonly void Execute(int block)
        {
            int start = block * Blocks.Elements, end = (int)Math.Min(Arguments.Count, start + (long)Blocks.Elements);
            if (Arguments.OutGradient is not null) Gradient(start, end);
            else if (Arguments.Losses is not null) Forward(start, end);
            else Arguments.BlockSums[block] = Sum(start, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Forward(int i, int end)
        {
            T function = Function;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
                Weighted(function.Loss(Vector.Load(Arguments.X + i), Vector.Load(Arguments.Target + i), Positive(i)), i).Store(Arguments.Losses + i);
            if (i < end) Last(end - i, i, function.Loss(Load(Arguments.X, i, end), Load(Arguments.Target, i, end), LastPositive(i, end)) * LastWeight(i, end), Arguments.Losses);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly double Sum(int i, int end)
        {
            T function = Function;
            Vector<double> low = default, high = default;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Weighted(function.Loss(Vector.Load(Arguments.X + i), Vector.Load(Arguments.Target + i), Positive(i)), i), out Vector<double> first, out Vector<double> second);
                low += first;
                high += second;
            }
            double sum = Vector.Sum(low + high);
            if (i == end) return sum;
            Vector<float> last = function.Loss(Load(Arguments.X, i, end), Load(Arguments.Target, i, end), LastPositive(i, end)) * LastWeight(i, end);
            for (int lane = 0; lane < end - i; lane++) sum += last[lane];
            return sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Gradient(int i, int end)
        {
            T function = Function;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> x = Vector.Load(Arguments.X + i), t = Vector.Load(Arguments.Target + i), p = Positive(i);
                Vector<float> outer = Weighted(Arguments.OutStep == 0 ? new Vector<float>(*Arguments.OutGradient) : Vector.Load(Arguments.OutGradient + i), i) * Arguments.Scale;
                if (Arguments.XGradient is not null) (outer * function.Derivative(x, t, p)).Store(Arguments.XGradient + i);
                if (Arguments.TargetGradient is not null) (outer * function.TargetDerivative(x, t, p)).Store(Arguments.TargetGradient + i);
            }
            if (i == end) return;
            Vector<float> lastX = Load(Arguments.X, i, end), lastT = Load(Arguments.Target, i, end), lastP = LastPositive(i, end);
            Vector<float> lastOuter = (Arguments.OutStep == 0 ? new Vector<float>(*Arguments.OutGradient) : Load(Arguments.OutGradient, i, end)) * LastWeight(i, end) * Arguments.Scale;
            if (Arguments.XGradient is not null) Last(end - i, i, lastOuter * function.Derivative(lastX, lastT, lastP), Arguments.XGradient);
            if (Arguments.TargetGradient is not null) Last(end - i, i, lastOuter * function.TargetDerivative(lastX, lastT, lastP), Arguments.TargetGradient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Weighted(Vector<float> value, int i) => Arguments.Weights is null ? value : value * Vector.Load(Arguments.Weights + i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Positive(int i) => Arguments.PositiveWeights is null ? Vector<float>.One : Vector.Load(Arguments.PositiveWeights + i);

        private readonly Vector<float> LastWeight(int i, int end) => Arguments.Weights is null ? Vector<float>.One : Load(Arguments.Weights, i, end);

        private readonly Vector<float> LastPositive(int i, int end) => Arguments.PositiveWeights is null ? Vector<float>.One : Load(Arguments.PositiveWeights, i, end);

        private static Vector<float> Load(float* source, int i, int end)
        {
            Span<float> lanes = stackalloc float[Vector<float>.Count];
            new ReadOnlySpan<float>(source + i, end - i).CopyTo(lanes);
            return new Vector<float>(lanes);
        }

        private static void Last(int count, int i, Vector<float> value, float* destination)
        {
            for (int lane = 0; lane < count; lane++) destination[i + lane] = value[lane];
        }
    }
}
