using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Buffers that a kernel needs while it runs: one per thread and purpose, aligned to 64 bytes, grown when
/// a call needs more and kept for the next call. The contents are whatever the last call left there.</summary>
/// <remarks>A purpose belongs to one level of the call chain, so that a caller's buffer survives the blocks that the
/// same thread executes.</remarks>
internal static unsafe class Scratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static Slots t_slots;

    /// <summary>At least <paramref name="count"/> floats for this thread and purpose.</summary>
    public static float* Floats(ScratchSlot slot, int count) => (float*)Bytes(slot, (long)count * sizeof(float));

    /// <summary>At least <paramref name="count"/> pointers for this thread and purpose.</summary>
    public static float** Pointers(ScratchSlot slot, int count) => (float**)Bytes(slot, (long)count * sizeof(float*));

    /// <summary>At least <paramref name="count"/> values for this thread and purpose.</summary>
    public static T* Values<T>(ScratchSlot slot, int count)
        where T : unmanaged
        => (T*)Bytes(slot, (long)count * sizeof(T));

    private static void* Bytes(ScratchSlot slot, long size)
    {
        ref byte[]? buffer = ref t_slots[(int)slot];
        if (buffer is null || buffer.Length < size + Alignment)
            buffer = GC.AllocateUninitializedArray<byte>(checked((int)(size + (size / 4) + Alignment)), pinned: true);

        nint start = (nint)Unsafe.AsPointer(ref buffer[0]);
        return (void*)((start + Alignment - 1) & -Alignment);
    }

    [InlineArray((int)ScratchSlot.Count)]
    private struct Slots
    {
        private byte[]? _first;
    }
}
