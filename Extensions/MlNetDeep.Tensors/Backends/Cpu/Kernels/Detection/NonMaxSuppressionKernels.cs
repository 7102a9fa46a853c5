using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Greedy non-maximum suppression: boxes in the order of their scores, each kept unless it overlaps one that was kept before. The
/// kept boxes lie by column, so that a box is compared with a vector of them at once; memory is linear in the boxes.
/// </summary>
internal static unsafe class NonMaxSuppressionKernels
{
    /// <summary>The columns of <see cref="BoxColumns"/> and the class.</summary>
    internal const int Columns = BoxColumns.Count + 1;

    /// <summary>The boxes that there must be room for in each column.</summary>
    internal static int Stride(int boxes) => checked(boxes + Vector<float>.Count);

    /// <param name="boxes">The boxes.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="classes">Their classes, or none.</param>
    /// <param name="iouThreshold">What an overlap must exceed to suppress.</param>
    /// <param name="maxOutput">The most boxes to keep.</param>
    /// <param name="scoreThreshold">What a score must exceed.</param>
    /// <param name="memory">Room for <see cref="Columns"/> columns.</param>
    internal static int[] Run(float* boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classes, float iouThreshold, int maxOutput, float scoreThreshold, float* memory)
    {
        ulong[] order = ArrayPool<ulong>.Shared.Rent(scores.Length);
        int[] kept = ArrayPool<int>.Shared.Rent(scores.Length);
        try
        {
            int candidates = 0;
            for (int i = 0; i < scores.Length; i++)
                if (scores[i] > scoreThreshold) order[candidates++] = SortKey(scores[i], i);
            order.AsSpan(0, candidates).Sort();

            int stride = Stride(scores.Length), count = 0;
            var columns = new BoxColumns(memory, stride);
            int* keptClasses = (int*)(memory + ((long)BoxColumns.Count * stride));
            for (int i = 0; i < candidates && count < maxOutput; i++)
            {
                int candidate = (int)(uint)order[i], itsClass = classes.IsEmpty ? 0 : classes[candidate];
                float* box = boxes + (4L * candidate);
                columns.Set(count, box);
                keptClasses[count] = itsClass;
                if (!IsSuppressed(columns, keptClasses, count, box, itsClass, iouThreshold)) kept[count++] = candidate;
            }
            return kept.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(order);
            ArrayPool<int>.Shared.Return(kept);
        }
    }

    /// <summary>Ascending keys are descending scores, and ascending indices among equal scores.</summary>
    private static ulong SortKey(float score, int index)
    {
        // Adding zero makes -0 equal to 0. The bits of positive floats ascend; those of negative ones descend.
        int bits = BitConverter.SingleToInt32Bits(score + 0f);
        uint ascending = bits < 0 ? ~(uint)bits : (uint)bits | 0x8000_0000;
        return ((ulong)~ascending << 32) | (uint)index;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsSuppressed(BoxColumns columns, int* classes, int count, float* box, int itsClass, float threshold)
    {
        int width = Vector<float>.Count;
        float area = columns.Area[count];
        Vector<float> limit = new(threshold);
        Vector<int> same = new(itsClass);
        for (int i = 0; i < count; i += width)
        {
            // The division decides exactly at the threshold as it does in torchvision.
            Vector<float> iou = columns.Intersection(box, area, i, out Vector<float> union) / union;
            Vector<int> suppressed = Vector.GreaterThan(iou, limit) & Vector.Equals(Vector.Load(classes + i), same);
            if (i + width > count) suppressed &= Vector.LessThan(Vector<int>.Indices, new Vector<int>(count - i));
            if (suppressed != Vector<int>.Zero) return true;
        }
        return false;
    }
}
