using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Soft non-maximum suppression: as often as a box is taken, one pass over those that remain, which lie by column, lowers their
/// scores. A box that was taken or left out has its place taken by the last one, so that passes grow shorter.
/// </summary>
internal static unsafe class SoftNonMaxSuppressionKernels
{
    /// <summary>The columns of <see cref="BoxColumns"/>, the score, the index and the factor of a pass.</summary>
    internal const int Columns = BoxColumns.Count + 3;

    /// <param name="boxes">The boxes.</param>
    /// <param name="boxScores">Their scores.</param>
    /// <param name="count">How many.</param>
    /// <param name="sigma">The width of the Gaussian.</param>
    /// <param name="maxOutput">The most boxes to take.</param>
    /// <param name="threshold">What a score must exceed.</param>
    /// <param name="memory">Room for <see cref="Columns"/> columns of <see cref="NonMaxSuppressionKernels.Stride"/>.</param>
    internal static (int[] Indices, float[] Scores) Run(float* boxes, float* boxScores, int count, float sigma, int maxOutput, float threshold, float* memory)
    {
        int stride = NonMaxSuppressionKernels.Stride(count), left = 0;
        new Span<float>(memory, checked(Columns * stride)).Clear();
        var columns = new BoxColumns(memory, stride);
        float* scores = memory + ((long)BoxColumns.Count * stride), factors = scores + (2L * stride);
        int* indices = (int*)(scores + stride);
        for (int i = 0; i < count; i++)
        {
            if (!(boxScores[i] > threshold)) continue;
            columns.Set(left, boxes + (4L * i));
            scores[left] = boxScores[i];
            indices[left++] = i;
        }
        var taken = new List<int>();
        var takenScores = new List<float>();
        float* box = stackalloc float[4];
        while (left > 0 && taken.Count < maxOutput)
        {
            int best = Best(scores, indices, left);
            taken.Add(indices[best]);
            takenScores.Add(scores[best]);
            (box[0], box[1], box[2], box[3]) = (columns.Left[best], columns.Top[best], columns.Right[best], columns.Bottom[best]);
            float area = columns.Area[best];
            Move(columns, scores, indices, --left, best);
            Factors(columns, box, area, left, sigma, factors);
            TensorPrimitives.Exp(new ReadOnlySpan<float>(factors, left), new Span<float>(factors, left));
            TensorPrimitives.Multiply(new ReadOnlySpan<float>(scores, left), new ReadOnlySpan<float>(factors, left), new Span<float>(scores, left));
            for (int i = 0; i < left;)
            {
                if (scores[i] > threshold) i++;
                else Move(columns, scores, indices, --left, i);
            }
        }
        return ([.. taken], [.. takenScores]);
    }

    private static int Best(float* scores, int* indices, int count)
    {
        float highest = TensorPrimitives.Max(new ReadOnlySpan<float>(scores, count));
        int best = -1;
        for (int i = new ReadOnlySpan<float>(scores, count).IndexOf(highest); i < count; i++)
            if (scores[i] == highest && (best < 0 || indices[i] < indices[best])) best = i;
        return best;
    }

    private static void Move(in BoxColumns columns, float* scores, int* indices, int from, int to)
    {
        columns.Left[to] = columns.Left[from];
        columns.Top[to] = columns.Top[from];
        columns.Right[to] = columns.Right[from];
        columns.Bottom[to] = columns.Bottom[from];
        columns.Area[to] = columns.Area[from];
        scores[to] = scores[from];
        indices[to] = indices[from];
    }

    /// <summary>The exponents of the factors; zero where the overlap is not a number, so that the score stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Factors(BoxColumns columns, float* box, float area, int count, float sigma, float* factors)
    {
        for (int i = 0; i < count; i += Vector<float>.Count)
        {
            Vector<float> iou = columns.Intersection(box, area, i, out Vector<float> union) / union;
            Vector<float> exponent = -(iou * iou) / new Vector<float>(sigma);
            Vector.ConditionalSelect(Vector.Equals(exponent, exponent), exponent, Vector<float>.Zero).Store(factors + i);
        }
    }
}
