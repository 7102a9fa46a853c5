using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The overlaps of all pairs of boxes, a row for each box of the first list, vectors across the second list, which lies by
/// column and is filled up to whole vectors.
/// </summary>
internal static unsafe class BoxOverlapKernels
{
    /// <summary>The columns of <see cref="BoxColumns"/> and the arc tangent of the aspect ratio.</summary>
    internal const int Columns = BoxColumns.Count + 1;

    // As in torchvision, so that equal or empty boxes do not divide by zero.
    private const float Epsilon = 1e-7f;

    /// <summary>The boxes that there must be room for in each column.</summary>
    internal static int Stride(int boxes) => checked((boxes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count);

    /// <param name="measure">What is computed.</param>
    /// <param name="a">The boxes of the rows.</param>
    /// <param name="aCount">How many.</param>
    /// <param name="b">The boxes of the columns.</param>
    /// <param name="bCount">How many.</param>
    /// <param name="memory">Room for <see cref="Columns"/> columns.</param>
    /// <param name="y">The overlaps.</param>
    internal static void Run(BoxOverlap measure, float* a, int aCount, float* b, int bCount, float* memory, float* y)
    {
        int stride = Stride(bCount);
        new Span<float>(memory, checked(Columns * stride)).Clear();
        var job = new PairJob { Measure = measure, A = a, ACount = aCount, B = new BoxColumns(memory, stride), Angles = memory + ((long)BoxColumns.Count * stride), BCount = bCount, Y = y, RowsPerBlock = Blocks.Rows(bCount) };
        for (int i = 0; i < bCount; i++)
        {
            job.B.Set(i, b + (4L * i));
            if (measure == BoxOverlap.CompleteIou) job.Angles[i] = Angle(b + (4L * i));
        }
        WorkerPool.Run(Blocks.Count(aCount, job.RowsPerBlock), ref job);
    }

    private static float Angle(float* box) => MathF.Atan((box[2] - box[0]) / (box[3] - box[1]));

    private struct PairJob : IBlockJob
    {
        internal BoxOverlap Measure;
        internal float* A, Angles, Y;
        internal BoxColumns B;
        internal int ACount, BCount, RowsPerBlock;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(ACount, (block + 1L) * RowsPerBlock), width = Vector<float>.Count;
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                float* box = A + (4L * row), y = Y + ((long)row * BCount);
                float area = (box[2] - box[0]) * (box[3] - box[1]), angle = Measure == BoxOverlap.CompleteIou ? Angle(box) : 0;
                int i = 0;
                for (; i <= BCount - width; i += width) Overlap(box, area, angle, i).Store(y + i);
                if (i == BCount) continue;
                Vector<float> rest = Overlap(box, area, angle, i);
                for (int lane = 0; i < BCount; i++, lane++) y[i] = rest[lane];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Overlap(float* box, float area, float angle, int i)
        {
            Vector<float> iou = B.Intersection(box, area, i, out Vector<float> union) / union;
            if (Measure == BoxOverlap.Iou) return iou;
            Vector<float> left = new(box[0]), top = new(box[1]), right = new(box[2]), bottom = new(box[3]);
            Vector<float> width = Vector.Max(Vector.Max(right, Vector.Load(B.Right + i)) - Vector.Min(left, Vector.Load(B.Left + i)), Vector<float>.Zero);
            Vector<float> height = Vector.Max(Vector.Max(bottom, Vector.Load(B.Bottom + i)) - Vector.Min(top, Vector.Load(B.Top + i)), Vector<float>.Zero);
            if (Measure == BoxOverlap.GeneralizedIou)
            {
                Vector<float> hull = width * height;
                return iou - ((hull - union) / hull);
            }
            Vector<float> x = ((left + right) - (Vector.Load(B.Left + i) + Vector.Load(B.Right + i))) * 0.5f;
            Vector<float> y = ((top + bottom) - (Vector.Load(B.Top + i) + Vector.Load(B.Bottom + i))) * 0.5f;
            Vector<float> distance = iou - (((x * x) + (y * y)) / ((width * width) + (height * height) + new Vector<float>(Epsilon)));
            if (Measure == BoxOverlap.DistanceIou) return distance;
            Vector<float> difference = new Vector<float>(angle) - Vector.Load(Angles + i);
            Vector<float> aspect = difference * difference * (4 / (MathF.PI * MathF.PI));
            return distance - (aspect / (Vector<float>.One - iou + aspect + new Vector<float>(Epsilon)) * aspect);
        }
    }
}
