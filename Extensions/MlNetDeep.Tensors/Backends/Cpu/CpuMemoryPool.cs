using System.Numerics;

namespace MlNetDeep.Tensors.Backends.Cpu;

/// <summary>
/// Keeps the memory of ended steps for the next ones, in classes of similar sizes: eight per doubling, so that at most an eighth
/// of a buffer lies idle.
/// </summary>
internal sealed class CpuMemoryPool
{
    private const int SmallestLog2 = 6, StepsLog2 = 3, Classes = ((31 - SmallestLog2) << StepsLog2) + 1;

    private readonly Stack<CpuStorage>?[] _free = new Stack<CpuStorage>?[Classes];
    private readonly Lock _lock = new();

    internal CpuStorage Rent(int count)
    {
        (int sizeClass, int capacity) = ClassOf(count);
        CpuStorage? storage = null;
        lock (_lock) _free[sizeClass]?.TryPop(out storage);
        storage ??= new CpuStorage(this, sizeClass, capacity);
        storage.Count = count;
        return storage;
    }

    internal void Return(CpuStorage storage)
    {
        lock (_lock) (_free[storage.SizeClass] ??= new Stack<CpuStorage>()).Push(storage);
    }

    internal void Clear()
    {
        lock (_lock) Array.Clear(_free);
    }

    internal static (int SizeClass, int Capacity) ClassOf(int count)
    {
        if (count <= 1 << SmallestLog2) return (0, 1 << SmallestLog2);
        // Sizes in (2^p, 2^(p+1)] are rounded up to a multiple of 2^(p-3).
        int p = BitOperations.Log2((uint)count - 1), step = p - StepsLog2;
        long steps = ((long)count + (1L << step) - 1) >> step;
        int sizeClass = ((p - SmallestLog2) << StepsLog2) + (int)(steps - (1 << StepsLog2));
        // Never below the count: an array that cannot be made is an error there, not a buffer that is too small.
        return (sizeClass, (int)Math.Max(count, Math.Min(steps << step, Array.MaxLength - 16)));
    }
}
