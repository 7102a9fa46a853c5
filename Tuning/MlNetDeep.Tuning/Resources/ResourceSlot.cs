namespace MlNetDeep.Tuning;

/// <summary>A slot that a trial holds; see <see cref="ResourceSlots"/>.</summary>
public sealed class ResourceSlot : IDisposable
{
    private readonly FileStream? _held;
    private ResourceSlots? _slots;

    internal ResourceSlot(ResourceSlots slots, string name, FileStream? held) => (_slots, Name, _held) = (slots, name, held);

    /// <summary>The name of the slot.</summary>
    public string Name { get; }

    /// <summary>Gives the slot back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _slots, null) is not { } slots) return;
        _held?.Dispose();
        slots.GiveBack(this);
    }
}
