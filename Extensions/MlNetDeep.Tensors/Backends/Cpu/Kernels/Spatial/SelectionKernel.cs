using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Copies pixels to where they belong: padding, nearest neighbours and their gradients.</summary>
/// <remarks>Neighbouring columns that stay neighbours are copied as one run.</remarks>
internal static unsafe class SelectionKernel
{
    internal static void Run(in Sampling2D sampling, float outside, float* x, float* y)
    {
        var job = new Job { Sampling = sampling, Outside = outside, X = x, Y = y, RowsPerBlock = sampling.RowsPerBlock };
        WorkerPool.Run(Blocks.Count(sampling.OutputRows, job.RowsPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal Sampling2D Sampling;
        internal float Outside;
        internal float* X, Y;
        internal int RowsPerBlock;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Sampling.OutputRows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                (int image, int outputRow) = Math.DivRem(row, Sampling.Rows.Outputs);
                int entry = Sampling.Rows.Starts[outputRow];
                float* y = Y + ((nint)row * Sampling.Columns.Outputs * Sampling.Channels);
                if (entry == Sampling.Rows.Starts[outputRow + 1])
                {
                    new Span<float>(y, Sampling.Columns.Outputs * Sampling.Channels).Fill(Outside);
                    continue;
                }
                nint inputRow = ((nint)image * Sampling.Rows.Inputs) + Sampling.Rows.Entries[entry].Index;
                Row(X + (inputRow * Sampling.Columns.Inputs * Sampling.Channels), y);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Row(float* x, float* y)
        {
            int outputs = Sampling.Columns.Outputs, channels = Sampling.Channels;
            for (int output = 0; output < outputs;)
            {
                int source = Source(output), run = 1;
                while (output + run < outputs && Source(output + run) == (source < 0 ? -1 : source + run)) run++;
                var to = new Span<float>(y + ((nint)output * channels), run * channels);
                if (source < 0) to.Fill(Outside);
                else new ReadOnlySpan<float>(x + ((nint)source * channels), run * channels).CopyTo(to);
                output += run;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly int Source(int output)
        {
            int entry = Sampling.Columns.Starts[output];
            return entry == Sampling.Columns.Starts[output + 1] ? -1 : Sampling.Columns.Entries[entry].Index;
        }
    }
}
