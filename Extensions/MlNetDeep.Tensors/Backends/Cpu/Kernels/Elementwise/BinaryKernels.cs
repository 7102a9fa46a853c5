using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Functions of two tensors with broadcasting. Axes that both inputs walk alike are merged; what remains is an innermost run,
/// in which an input either advances or stands still, and outer axes.
/// </summary>
internal static unsafe class BinaryKernels
{
    private const int MaximumRank = 32;

    internal static void Run(BinaryFunction function, float* a, Shape aShape, float* b, Shape bShape, float* y, Shape yShape)
    {
        if (yShape.Count == 0) return;
        if (yShape.Rank > MaximumRank) throw new ArgumentException($"broadcasting supports up to {MaximumRank} axes, but the shape {yShape} has {yShape.Rank}");
        // Innermost axis first.
        int* lengths = stackalloc int[MaximumRank + 1], aStrides = stackalloc int[MaximumRank + 1], bStrides = stackalloc int[MaximumRank + 1];
        int rank = 0, aStride = 1, bStride = 1;
        for (int axis = 1; axis <= yShape.Rank; axis++)
        {
            int length = yShape[-axis], aLength = axis <= aShape.Rank ? aShape[-axis] : 1, bLength = axis <= bShape.Rank ? bShape[-axis] : 1;
            if (length == 1) continue;
            int aStep = aLength == 1 ? 0 : aStride, bStep = bLength == 1 ? 0 : bStride;
            if (rank > 0 && aStep == aStrides[rank - 1] * lengths[rank - 1] && bStep == bStrides[rank - 1] * lengths[rank - 1])
            {
                lengths[rank - 1] *= length;
            }
            else
            {
                lengths[rank] = length;
                aStrides[rank] = aStep;
                bStrides[rank++] = bStep;
            }
            aStride *= aLength;
            bStride *= bLength;
        }
        if (rank == 0)
        {
            lengths[0] = 1;
            aStrides[0] = bStrides[0] = 0;
            rank = 1;
        }
        var job = new Job { Function = function, A = a, B = b, Y = y, Lengths = lengths, AStrides = aStrides, BStrides = bStrides, Rank = rank, Rows = yShape.Count / lengths[0] };
        // A run longer than a block is cut; short ones are gathered into blocks.
        job.Pieces = Blocks.Count(lengths[0], Blocks.Elements);
        job.RowsPerBlock = Blocks.Rows(lengths[0]);
        WorkerPool.Run(job.Pieces > 1 ? checked(job.Rows * job.Pieces) : Blocks.Count(job.Rows, job.RowsPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal BinaryFunction Function;
        internal float* A, B, Y;
        internal int* Lengths, AStrides, BStrides;
        internal int Rank, Rows, Pieces, RowsPerBlock;

        public readonly void Execute(int block)
        {
            if (Pieces > 1)
            {
                int start = block % Pieces * Blocks.Elements;
                Row(block / Pieces, start, Math.Min(Blocks.Elements, Lengths[0] - start));
                return;
            }
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++) Row(row, 0, Lengths[0]);
        }

        private readonly void Row(int row, int start, int length)
        {
            float* a = A + ((long)start * AStrides[0]), b = B + ((long)start * BStrides[0]);
            int rest = row;
            for (int axis = 1; axis < Rank; axis++)
            {
                (rest, int index) = Math.DivRem(rest, Lengths[axis]);
                a += (long)index * AStrides[axis];
                b += (long)index * BStrides[axis];
            }
            var y = new Span<float>(Y + ((long)row * Lengths[0]) + start, length);
            if (AStrides[0] != 0 && BStrides[0] != 0) Apply(new ReadOnlySpan<float>(a, length), new ReadOnlySpan<float>(b, length), y);
            else if (AStrides[0] != 0) Apply(new ReadOnlySpan<float>(a, length), *b, y);
            else if (BStrides[0] != 0) Apply(*a, new ReadOnlySpan<float>(b, length), y);
            else
            {
                Apply(new ReadOnlySpan<float>(a, 1), *b, y[..1]);
                y.Fill(y[0]);
            }
        }

        private readonly void Apply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        {
            switch (Function)
            {
                case BinaryFunction.Add: TensorPrimitives.Add(a, b, y); break;
                case BinaryFunction.AddRelu: AddRelu(a, b, y); break;
                case BinaryFunction.Subtract: TensorPrimitives.Subtract(a, b, y); break;
                case BinaryFunction.Multiply: TensorPrimitives.Multiply(a, b, y); break;
                case BinaryFunction.Divide: TensorPrimitives.Divide(a, b, y); break;
                case BinaryFunction.Maximum: TensorPrimitives.Max(a, b, y); break;
                case BinaryFunction.Minimum: TensorPrimitives.Min(a, b, y); break;
                default: Comparison.Run(Function, a, b, y); break;
            }
        }

        private readonly void Apply(ReadOnlySpan<float> a, float b, Span<float> y)
        {
            switch (Function)
            {
                case BinaryFunction.Add: TensorPrimitives.Add(a, b, y); break;
                case BinaryFunction.AddRelu: AddRelu(a, b, y); break;
                case BinaryFunction.Subtract: TensorPrimitives.Subtract(a, b, y); break;
                case BinaryFunction.Multiply: TensorPrimitives.Multiply(a, b, y); break;
                case BinaryFunction.Divide: TensorPrimitives.Divide(a, b, y); break;
                case BinaryFunction.Maximum: TensorPrimitives.Max(a, b, y); break;
                case BinaryFunction.Minimum: TensorPrimitives.Min(a, b, y); break;
                default: Comparison.Run(Function, a, b, y); break;
            }
        }

        private readonly void Apply(float a, ReadOnlySpan<float> b, Span<float> y)
        {
            switch (Function)
            {
                case BinaryFunction.Add: TensorPrimitives.Add(b, a, y); break;
                case BinaryFunction.AddRelu: AddRelu(b, a, y); break;
                case BinaryFunction.Subtract: TensorPrimitives.Subtract(a, b, y); break;
                case BinaryFunction.Multiply: TensorPrimitives.Multiply(b, a, y); break;
                case BinaryFunction.Divide: TensorPrimitives.Divide(a, b, y); break;
                case BinaryFunction.Maximum: TensorPrimitives.Max(b, a, y); break;
                case BinaryFunction.Minimum: TensorPrimitives.Min(b, a, y); break;
                default: Comparison.Run(Comparison.Exchanged(Function), b, a, y); break;
            }
        }

        // In pieces that stay in the first-level cache, so that the second pass over the result costs no memory traffic.
        private static void AddRelu(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        {
            for (int i = 0; i < y.Length; i += Blocks.Tile)
            {
                int length = Math.Min(Blocks.Tile, y.Length - i);
                Span<float> piece = y.Slice(i, length);
                TensorPrimitives.Add(a.Slice(i, length), b.Slice(i, length), piece);
                TensorPrimitives.Max(piece, 0, piece);
            }
        }

        private static void AddRelu(ReadOnlySpan<float> a, float b, Span<float> y)
        {
            TensorPrimitives.Add(a, b, y);
            TensorPrimitives.Max(y, 0, y);
        }
    }
}
