namespace MlNetDeep.Networks;

/// <summary>A dict or OrderedDict of a pickle: the values under text, in the order of their first insertion, and the others.</summary>
internal sealed class PickleDictionary
{
    private readonly OrderedDictionary<string, object?> _named = new(StringComparer.Ordinal);

    // Listed, not looked up: keys that are numbers could be chosen to have equal hash codes.
    private readonly List<KeyValuePair<object?, object?>> _others = [];

    public int Count => _named.Count + _others.Count;

    public IEnumerable<object?> Keys => _named.Keys.Concat(_others.Select(entry => entry.Key));

    public IReadOnlyDictionary<string, object?> Named => _named;

    /// <summary>The entries whose keys are numbers, None, tuples and the like; a repeated key is repeated.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Others => _others;

    public void Set(object? key, object? value)
    {
        if (key is string name) _named[name] = value;
        else _others.Add(KeyValuePair.Create(key, value));
    }

    public object? Find(string name) => _named.GetValueOrDefault(name);
}
