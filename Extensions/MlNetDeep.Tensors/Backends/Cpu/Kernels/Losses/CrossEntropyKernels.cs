using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Cross-entropy between the softmax of the rows of [rows, classes] and labels or target probabilities. The loss of a row is
/// -sum(a log p) with coefficients a of the classes: the smoothed, weighted target. Its derivative is p sum(a) - a. Three passes
/// over a row that stays in the first-level cache: the maximum, the exponentials and their sum, the derivative. The last classes,
/// fewer than a vector, are computed in a full one whose other lanes are minus infinity. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class CrossEntropyKernels
{
    /// <summary>Losses and derivatives by the logits; labels or, when null, target probabilities.</summary>
    internal static void Run(float* x, int rows, int classes, int* labels, float* targets, float* classWeights, float smoothing, int ignoreIndex, float* losses, float* dx)
    {
        var job = new Job { X = x, Rows = rows, Classes = classes, Labels = labels, Targets = targets, ClassWeights = classWeights, Smoothing = smoothing, IgnoreIndex = ignoreIndex, Losses = losses, Derivative = dx, RowsPerBlock = Blocks.Rows(classes) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    /// <summary>y[row] = x[row] * scale * rowScale[row * rowStep].</summary>
    internal static void ScaleRows(float* x, int rows, int columns, float* rowScale, int rowStep, float scale, float* y)
    {
        var job = new ScaleJob { X = x, Y = y, RowScale = rowScale, RowStep = rowStep, Scale = scale, Rows = rows, Columns = columns, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal float* X, Targets, ClassWeights, Losses, Derivative;
        internal int* Labels;
        internal int Rows, Classes, RowsPerBlock, IgnoreIndex;
        internal float Smoothing;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                long start = (long)row * Classes;
                float* derivative = Derivative + start;
                if (Labels is not null && Labels[row] == IgnoreIndex)
                {
                    new Span<float>(derivative, Classes).Clear();
                    Losses[row] = 0;
                }
                else if (Labels is not null && Smoothing == 0) Losses[row] = Label(X + start, Labels[row], derivative);
                else Losses[row] = Spread(X + start, Labels is null ? -1 : Labels[row], Targets is null ? null : Targets + start, derivative);
            }
        }

        private readonly float Label(float* x, int label, float* derivative)
        {
            float logSum = Exponentials(x, derivative, out float sum), weight = ClassWeights is null ? 1 : ClassWeights[label];
            var all = new Span<float>(derivative, Classes);
            TensorPrimitives.Multiply(all, weight / sum, all);
            derivative[label] -= weight;
            return weight * (logSum - x[label]);
        }

        /// <summary>A loss with coefficients of all classes; <paramref name="label"/> is -1 where there are targets.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly float Spread(float* x, int label, float* targets, float* derivative)
        {
            float logSum = Exponentials(x, derivative, out float sum);
            Vector<float> losses = default, coefficients = default;
            int i = 0;
            for (; i <= Classes - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> a = Coefficients(i, targets);
                coefficients += a;
                losses += Terms(a, new Vector<float>(logSum) - Vector.Load(x + i));
            }
            double loss = Vector.Sum(losses), total = Vector.Sum(coefficients);
            for (int c = i; c < Classes; c++)
            {
                float a = Coefficient(c, targets);
                total += a;
                if (a != 0) loss += a * (logSum - x[c]);
            }
            float extra = label < 0 ? 0 : (1 - Smoothing) * Weight(label);
            if (extra != 0) loss += extra * (logSum - x[label]);
            var scale = new Vector<float>((float)((total + extra) / sum));
            i = 0;
            for (; i <= Classes - Vector<float>.Count; i += Vector<float>.Count) ((Vector.Load(derivative + i) * scale) - Coefficients(i, targets)).Store(derivative + i);
            for (; i < Classes; i++) derivative[i] = (derivative[i] * scale[0]) - Coefficient(i, targets);
            if (label >= 0) derivative[label] -= extra;
            return (float)loss;
        }

        /// <summary>e = exp(x - max x) and its sum; returns log(sum(exp(x))).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly float Exponentials(float* x, float* e, out float sum)
        {
            float largest = Largest(x);
            var shift = new Vector<float>(largest);
            Vector<float> sums = default, other = default;
            int i = 0;
            for (; i <= Classes - (2 * Vector<float>.Count); i += 2 * Vector<float>.Count)
            {
                Vector<float> first = LossMath.Exp(Vector.Load(x + i) - shift), second = LossMath.Exp(Vector.Load(x + i + Vector<float>.Count) - shift);
                first.Store(e + i);
                second.Store(e + i + Vector<float>.Count);
                sums += first;
                other += second;
            }
            Span<float> lanes = stackalloc float[Vector<float>.Count];
            for (; i < Classes; i += Vector<float>.Count)
            {
                int count = Math.Min(Vector<float>.Count, Classes - i);
                lanes.Fill(float.NegativeInfinity);
                new ReadOnlySpan<float>(x + i, count).CopyTo(lanes);
                Vector<float> last = LossMath.Exp(new Vector<float>(lanes) - shift);
                sums += last;
                last.CopyTo(lanes);
                lanes[..count].CopyTo(new Span<float>(e + i, count));
            }
            sum = Vector.Sum(sums + other);
            return MathF.Log(sum) + largest;
        }

        // A NaN may get lost here: the sum of the exponentials still has it.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly float Largest(float* x)
        {
            var maximum = new Vector<float>(float.NegativeInfinity);
            Vector<float> other = maximum;
            int i = 0;
            for (; i <= Classes - (2 * Vector<float>.Count); i += 2 * Vector<float>.Count)
            {
                maximum = Vector.MaxNative(maximum, Vector.Load(x + i));
                other = Vector.MaxNative(other, Vector.Load(x + i + Vector<float>.Count));
            }
            maximum = Vector.MaxNative(maximum, other);
            float largest = float.NegativeInfinity;
            if (i > 0)
                for (int lane = 0; lane < Vector<float>.Count; lane++) largest = Math.Max(largest, maximum[lane]);
            for (; i < Classes; i++) largest = Math.Max(largest, x[i]);
            return largest;
        }

        /// <summary>What a class counts without being the label.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Coefficients(int i, float* targets)
        {
            var a = new Vector<float>(Smoothing / Classes);
            if (targets is not null) a += (1 - Smoothing) * Vector.Load(targets + i);
            return ClassWeights is null ? a : a * Vector.Load(ClassWeights + i);
        }

        private readonly float Coefficient(int c, float* targets) => Weight(c) * ((targets is null ? 0 : (1 - Smoothing) * targets[c]) + (Smoothing / Classes));

        private readonly float Weight(int c) => ClassWeights is null ? 1 : ClassWeights[c];

        // A class that counts for nothing adds nothing, even with a logit of minus infinity.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<float> Terms(Vector<float> a, Vector<float> logProbability) =>
            Vector.ConditionalSelect(Vector.Equals(a, Vector<float>.Zero), Vector<float>.Zero, a * logProbability);
    }

    private struct ScaleJob : IBlockJob
    {
        internal float* X, Y, RowScale;
        internal int Rows, Columns, RowsPerBlock, RowStep;
        internal float Scale;

        public readonly void Execute(int block)
        {
            int start = block * RowsPerBlock, end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            // With one factor for all, the rows of a block are one long run.
            int length = RowStep == 0 ? (end - start) * Columns : Columns;
            for (int row = start; row < end; row += RowStep == 0 ? end - start : 1)
            {
                long at = (long)row * Columns;
                TensorPrimitives.Multiply(new ReadOnlySpan<float>(X + at, length), Scale * RowScale[(long)row * RowStep], new Span<float>(Y + at, length));
            }
        }
    }
}
