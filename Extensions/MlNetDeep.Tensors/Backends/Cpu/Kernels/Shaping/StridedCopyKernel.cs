using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// A copy between two strided layouts: transposition, slices, flips. Axes that both sides walk alike are merged. Where both lie in a
/// row, rows are copied; where the source lies in a row along another axis than the result, squares of both are walked, so that
/// each cache line is read and written while it is near. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class StridedCopyKernel
{
    private const int MaximumRank = 32;
    private const int Square = 16;

    internal static void Run(ReadOnlySpan<int> lengths, float* x, ReadOnlySpan<long> xStrides, float* y, ReadOnlySpan<long> yStrides)
    {
        if (lengths.Length > MaximumRank) throw new ArgumentException($"a copy supports up to {MaximumRank} axes, but there are {lengths.Length}");
        // Innermost axis first.
        int* merged = stackalloc int[MaximumRank + 1];
        long* from = stackalloc long[MaximumRank + 1], to = stackalloc long[MaximumRank + 1];
        int rank = 0;
        long count = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            count *= lengths[axis];
            if (lengths[axis] == 1) continue;
            if (rank > 0 && xStrides[axis] == from[rank - 1] * merged[rank - 1] && yStrides[axis] == to[rank - 1] * merged[rank - 1])
            {
                merged[rank - 1] *= lengths[axis];
                continue;
            }
            merged[rank] = lengths[axis];
            from[rank] = xStrides[axis];
            to[rank++] = yStrides[axis];
        }
        if (count == 0) return;
        if (rank == 0)
        {
            merged[0] = 1;
            from[0] = to[0] = 1;
            rank = 1;
        }

        var job = new Job { X = x, Y = y, Lengths = merged, XStrides = from, YStrides = to, Rank = rank };
        for (int axis = 1; axis < rank && from[0] != 1; axis++)
            if (from[axis] == 1) job.Turned = axis;
        job.Rows = (int)(count / merged[0] / (job.Turned > 0 ? merged[job.Turned] : 1));
        job.Strips = job.Turned > 0 ? Blocks.Count(merged[job.Turned], Square) : 1;
        job.TasksPerBlock = Blocks.Rows(merged[0] * (job.Turned > 0 ? Math.Min(Square, merged[job.Turned]) : 1));
        WorkerPool.Run(Blocks.Count(checked(job.Rows * job.Strips), job.TasksPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal float* X, Y;
        internal int* Lengths;
        internal long* XStrides, YStrides;
        internal int Rank, Turned, Rows, Strips, TasksPerBlock;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min((long)Rows * Strips, (block + 1L) * TasksPerBlock);
            for (int task = block * TasksPerBlock; task < end; task++)
            {
                (int row, int strip) = Math.DivRem(task, Strips);
                float* x = X, y = Y;
                for (int axis = 1; axis < Rank; axis++)
                {
                    if (axis == Turned) continue;
                    (row, int index) = Math.DivRem(row, Lengths[axis]);
                    x += index * XStrides[axis];
                    y += index * YStrides[axis];
                }
                if (Turned > 0) Turn(x, y, strip * Square);
                else Row(x, y, Lengths[0]);
            }
        }

        private readonly void Row(float* x, float* y, int length)
        {
            long step = XStrides[0], yStep = YStrides[0];
            if (step == 1 && yStep == 1)
            {
                new ReadOnlySpan<float>(x, length).CopyTo(new Span<float>(y, length));
                return;
            }
            for (int i = 0; i < length; i++, x += step, y += yStep) *y = *x;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Turn(float* x, float* y, int first)
        {
            int lines = Math.Min(Square, Lengths[Turned] - first), length = Lengths[0];
            long step = XStrides[0], yStep = YStrides[0], yLine = YStrides[Turned];
            x += first;
            y += first * yLine;
            for (int start = 0; start < length; start += Square)
            {
                int end = Math.Min(length, start + Square);
                for (int line = 0; line < lines; line++)
                {
                    float* source = x + line + (start * step), target = y + (line * yLine) + (start * yStep);
                    for (int i = start; i < end; i++, source += step, target += yStep) *target = *source;
                }
            }
        }
    }
}
