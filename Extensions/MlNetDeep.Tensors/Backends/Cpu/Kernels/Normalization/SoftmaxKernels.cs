using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Softmax and cross-entropy over the rows of [rows, columns]. Called by <see cref="CpuBackend"/>.</summary>
internal static unsafe class SoftmaxKernels
{
    internal static void Forward(float* x, int rows, int columns, bool logarithm, float* y)
    {
        if (columns == 0) return;
        var job = new ForwardJob { X = x, Y = y, Rows = rows, Columns = columns, Logarithm = logarithm, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    internal static void Gradient(float* y, float* dy, int rows, int columns, bool logarithm, float* dx)
    {
        if (columns == 0) return;
        var job = new GradientJob { Y = y, OutGradient = dy, InGradient = dx, Rows = rows, Columns = columns, Logarithm = logarithm, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    /// <summary>Losses and derivatives by the logits; labels or, when null, target probabilities.</summary>
    internal static void CrossEntropy(float* x, int rows, int classes, int* labels, float* targets, float* classWeights, float smoothing, int ignoreIndex, float* losses, float* dx)
    {
        var job = new CrossEntropyJob { X = x, Rows = rows, Classes = classes, Labels = labels, Targets = targets, ClassWeights = classWeights, Smoothing = smoothing, IgnoreIndex = ignoreIndex, Losses = losses, Derivative = dx, RowsPerBlock = Blocks.Rows(classes) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    private struct ForwardJob : IBlockJob
    {
        internal float* X, Y;
        internal int Rows, Columns, RowsPerBlock;
        internal bool Logarithm;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                var x = new ReadOnlySpan<float>(X + ((long)row * Columns), Columns);
                var y = new Span<float>(Y + ((long)row * Columns), Columns);
                float largest = TensorPrimitives.Max(x);
                TensorPrimitives.Subtract(x, largest, y);
                TensorPrimitives.Exp(y, y);
                float sum = TensorPrimitives.Sum(y);
                if (Logarithm)
                {
                    TensorPrimitives.Subtract(x, largest, y);
                    TensorPrimitives.Subtract(y, MathF.Log(sum), y);
                }
                else TensorPrimitives.Divide(y, sum, y);
            }
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal float* Y, OutGradient, InGradient;
        internal int Rows, Columns, RowsPerBlock;
        internal bool Logarithm;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                var y = new ReadOnlySpan<float>(Y + ((long)row * Columns), Columns);
                var dy = new ReadOnlySpan<float>(OutGradient + ((long)row * Columns), Columns);
                var dx = new Span<float>(InGradient + ((long)row * Columns), Columns);
                if (Logarithm)
                {
                    // dy - exp(y) sum(dy)
                    TensorPrimitives.Exp(y, dx);
                    TensorPrimitives.Multiply(dx, -TensorPrimitives.Sum(dy), dx);
                    TensorPrimitives.Add(dx, dy, dx);
                }
                else
                {
                    // y (dy - sum(y dy))
                    TensorPrimitives.Subtract(dy, TensorPrimitives.Dot(y, dy), dx);
                    TensorPrimitives.Multiply(dx, y, dx);
                }
            }
        }
    }

    private struct CrossEntropyJob : IBlockJob
    {
        internal float* X, Targets, ClassWeights, Losses, Derivative;
        internal int* Labels;
        internal int Rows, Classes, RowsPerBlock, IgnoreIndex;
        internal float Smoothing;

        // The loss of a row is -sum(a log p) with coefficients a of the classes: the smoothed, weighted target. Its derivative
        // is p sum(a) - a.
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                var derivative = new Span<float>(Derivative + ((long)row * Classes), Classes);
                if (Labels is not null && Labels[row] == IgnoreIndex)
                {
                    derivative.Clear();
                    Losses[row] = 0;
                    continue;
                }
                Losses[row] = Row(row, new ReadOnlySpan<float>(X + ((long)row * Classes), Classes), derivative);
            }
        }

        private readonly float Row(int row, ReadOnlySpan<float> x, Span<float> derivative)
        {
            float largest = TensorPrimitives.Max(x);
            TensorPrimitives.Subtract(x, largest, derivative);
            TensorPrimitives.Exp(derivative, derivative);
            float sum = TensorPrimitives.Sum(derivative), logSum = MathF.Log(sum) + largest;
            float inverse = 1 / sum;
            if (Labels is not null && Smoothing == 0)
            {
                int label = Labels[row];
                float weight = ClassWeights is null ? 1 : ClassWeights[label];
                TensorPrimitives.Multiply(derivative, inverse * weight, derivative);
                derivative[label] -= weight;
                return weight * (logSum - x[label]);
            }
            double total = 0, loss = 0;
            for (int c = 0; c < x.Length; c++)
            {
                float a = Coefficient(row, c);
                total += a;
                if (a != 0) loss += a * (logSum - x[c]);
            }
            for (int c = 0; c < x.Length; c++) derivative[c] = (float)((derivative[c] * inverse * total) - Coefficient(row, c));
            return (float)loss;
        }

        private readonly float Coefficient(int row, int c)
        {
            float spread = Smoothing / Classes, weight = ClassWeights is null ? 1 : ClassWeights[c];
            float target = Targets is not null ? Targets[((long)row * Classes) + c] : Labels[row] == c ? 1 : 0;
            return weight * (((1 - Smoothing) * target) + spread);
        }
    }
}
