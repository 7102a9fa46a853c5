using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Asks for memory that will be read soon, where the processor does not foresee it: it follows one stream well, but not
/// the rows of a window at once.</summary>
internal static unsafe class Prefetch
{
    /// <summary>How far ahead, in floats: the time of some hundred cycles.</summary>
    private const int Distance = 512;

    private const int CacheLine = 16;

    /// <summary>Asks for the memory ahead of the given floats; it may lie beyond the end of a buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Ahead(float* source, int count)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < count; i += CacheLine) Sse.Prefetch0(source + Distance + i);
    }
}
