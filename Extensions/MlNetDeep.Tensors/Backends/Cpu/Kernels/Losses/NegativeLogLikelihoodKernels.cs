using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The loss of a row is -sum(a x) over its classes, with coefficients a = (1 - smoothing) w of the label plus w smoothing / classes
/// of every class. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class NegativeLogLikelihoodKernels
{
    internal static void Forward(float* x, int rows, int classes, int* labels, float* classWeights, float smoothing, int ignoreIndex, float* losses)
    {
        var job = new Job { X = x, Rows = rows, Classes = classes, Labels = labels, ClassWeights = classWeights, Smoothing = smoothing, IgnoreIndex = ignoreIndex, Losses = losses, RowsPerBlock = Blocks.Rows(classes) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    /// <summary>The gradients; <paramref name="outStep"/> is 1 where each row has a gradient of its own, 0 where all share one.</summary>
    internal static void Gradient(int rows, int classes, int* labels, float* classWeights, float smoothing, int ignoreIndex, float* dy, int outStep, float scale, float* dx)
    {
        var job = new Job { Rows = rows, Classes = classes, Labels = labels, ClassWeights = classWeights, Smoothing = smoothing, IgnoreIndex = ignoreIndex, OutGradient = dy, OutStep = outStep, Scale = scale, XGradient = dx, RowsPerBlock = Blocks.Rows(classes) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal float* X, ClassWeights, Losses, OutGradient, XGradient;
        internal int* Labels;
        internal int Rows, Classes, RowsPerBlock, IgnoreIndex, OutStep;
        internal float Smoothing, Scale;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                if (Losses is not null) Losses[row] = Labels[row] == IgnoreIndex ? 0 : Loss(new ReadOnlySpan<float>(X + ((long)row * Classes), Classes), Labels[row]);
                else Gradient(row, new Span<float>(XGradient + ((long)row * Classes), Classes));
            }
        }

        private readonly float Loss(ReadOnlySpan<float> x, int label)
        {
            float loss = -(1 - Smoothing) * Weight(label) * x[label];
            if (Smoothing == 0) return loss;
            float all = ClassWeights is null ? TensorPrimitives.Sum(x) : TensorPrimitives.Dot(x, new ReadOnlySpan<float>(ClassWeights, Classes));
            return loss - (Smoothing / Classes * all);
        }

        private readonly void Gradient(int row, Span<float> dx)
        {
            int label = Labels[row];
            float outer = -Scale * OutGradient[(long)row * OutStep], spread = outer * Smoothing / Classes;
            if (label == IgnoreIndex || Smoothing == 0) dx.Clear();
            else if (ClassWeights is null) dx.Fill(spread);
            else TensorPrimitives.Multiply(new ReadOnlySpan<float>(ClassWeights, Classes), spread, dx);
            if (label != IgnoreIndex) dx[label] += outer * (1 - Smoothing) * Weight(label);
        }

        private readonly float Weight(int label) => ClassWeights is null ? 1 : ClassWeights[label];
    }
}
