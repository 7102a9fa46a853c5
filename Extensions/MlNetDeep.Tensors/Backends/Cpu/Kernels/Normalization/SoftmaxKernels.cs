using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Softmax over the rows of [rows, columns]. Called by <see cref="CpuBackend"/>.</summary>
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
}
