namespace MlNetDeep.Tensors;

/// <summary>
/// The memory behind one or several tensors (a tensor and its reshapes share it), owned by a backend. References are counted so
/// that a <see cref="StepScope"/> gives memory back only when the last tensor inside it lets go; memory whose owners were never
/// in a scope is simply left to the garbage collector.
/// </summary>
internal abstract class Storage
{
    private int _references;

    /// <summary>The number of floats.</summary>
    internal int Count { get; set; }

    internal bool IsShared => Volatile.Read(ref _references) > 1;

    /// <summary>The numbers in the processor's memory; a backend on a device copies or throws.</summary>
    internal abstract Span<float> Span { get; }

    internal void Acquire() => Interlocked.Increment(ref _references);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0) Recycle();
    }

    protected abstract void Recycle();
}
