using System.Numerics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The first numbers of a vector; the others are zero and not stored.</summary>
internal readonly unsafe struct PartLanes : ILanes
{
    public static Vector<float> Load(float* source, int count)
    {
        Vector<float> vector = default;
        new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(&vector, count));
        return vector;
    }

    public static void Store(Vector<float> vector, float* destination, int count) =>
        new ReadOnlySpan<float>(&vector, count).CopyTo(new Span<float>(destination, count));
}
