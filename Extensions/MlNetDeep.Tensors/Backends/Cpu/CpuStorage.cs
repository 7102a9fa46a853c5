using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu;

/// <summary>
/// Floats in the processor's memory: an array that the garbage collector owns but never moves, used from its first 64-byte
/// boundary on.
/// </summary>
internal sealed class CpuStorage : Storage
{
    private const int Alignment = 64;

    private readonly CpuMemoryPool? _pool;
    private readonly float[] _array;
    private readonly int _start;

    /// <param name="pool">Where the storage goes when its last tensor lets go; null leaves it to the garbage collector.</param>
    /// <param name="sizeClass">The pool's class of sizes.</param>
    /// <param name="capacity">The floats there is room for.</param>
    internal unsafe CpuStorage(CpuMemoryPool? pool, int sizeClass, int capacity)
    {
        _pool = pool;
        SizeClass = sizeClass;
        _array = GC.AllocateUninitializedArray<float>(capacity + (Alignment / sizeof(float)), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _array[0]);
        _start = (int)(((address + Alignment - 1) & -Alignment) - address) / sizeof(float);
    }

    internal int SizeClass { get; }

    internal override Span<float> Span => _array.AsSpan(_start, Count);

    /// <summary>Lets <c>fixed</c> keep the storage alive while a kernel works on it; valid for empty storages too.</summary>
    public ref float GetPinnableReference() => ref _array[_start];

    protected override void Recycle() => _pool?.Return(this);
}
