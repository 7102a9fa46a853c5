using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Boxes by column, so that a vector holds one edge of several: the left, top, right and bottom edges and the areas.</summary>
internal readonly unsafe struct BoxColumns
{
    internal const int Count = 5;

    internal readonly float* Left, Top, Right, Bottom, Area;

    /// <param name="memory"><see cref="Count"/> times <paramref name="stride"/> floats.</param>
    /// <param name="stride">The boxes there is room for.</param>
    internal BoxColumns(float* memory, int stride)
    {
        Left = memory;
        Top = memory + stride;
        Right = memory + (2L * stride);
        Bottom = memory + (3L * stride);
        Area = memory + (4L * stride);
    }

    internal void Set(int index, float* box)
    {
        Left[index] = box[0];
        Top[index] = box[1];
        Right[index] = box[2];
        Bottom[index] = box[3];
        Area[index] = (box[2] - box[0]) * (box[3] - box[1]);
    }

    /// <summary>Intersection and union of one box with those from an index on. A NaN edge makes the union NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Intersection(float* box, float area, int index, out Vector<float> union)
    {
        Vector<float> width = Vector.MinNative(new Vector<float>(box[2]), Vector.Load(Right + index)) - Vector.MaxNative(new Vector<float>(box[0]), Vector.Load(Left + index));
        Vector<float> height = Vector.MinNative(new Vector<float>(box[3]), Vector.Load(Bottom + index)) - Vector.MaxNative(new Vector<float>(box[1]), Vector.Load(Top + index));
        Vector<float> intersection = Vector.MaxNative(width, Vector<float>.Zero) * Vector.MaxNative(height, Vector<float>.Zero);
        union = Vector.Load(Area + index) + new Vector<float>(area) - intersection;
        return intersection;
    }
}
