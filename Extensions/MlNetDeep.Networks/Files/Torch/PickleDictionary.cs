namespace MlNetDeep.Networks;

/// <summary>A dict or OrderedDict of a pickle, in the order of its first insertions. Keys are text or numbers, null stands for None.</summary>
internal sealed class PickleDictionary
{
    // None is a key in Python and cannot be one here.
    private static readonly object s_none = new();

    private readonly OrderedDictionary<object, object?> _items = [];

    public int Count => _items.Count;

    public IEnumerable<KeyValuePair<object?, object?>> Items =>
        _items.Select(item => KeyValuePair.Create(item.Key == s_none ? null : item.Key, item.Value));

    public void Set(object? key, object? value) => _items[key ?? s_none] = value;

    public object? Find(string key) => _items.GetValueOrDefault(key);
}
