using System.Collections.Concurrent;

namespace Microsoft.ML.Runtime;

/// <summary>Values that programs attach to a context by name.</summary>
internal sealed class ContextOptions
{
    private readonly ConcurrentDictionary<string, object?> _values = new(StringComparer.Ordinal);

    public bool TryAdd<T>(string name, T value) => _values.TryAdd(name, value);

    public void Set<T>(string name, T value) => _values[name] = value;

    public bool TryGet<T>(string name, out T value)
    {
        bool found = _values.TryGetValue(name, out object? known);
        value = found ? (T)known! : default!;
        return found;
    }

    public bool Remove(string name) => _values.TryRemove(name, out _);
}
