namespace MlNetDeep.Networks;

/// <summary>Gives each distinct layer instance a unique name: its own, or one made from its type (conv2d, conv2d_1, ...).</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<Layer, string> _names = new(ReferenceEqualityComparer.Instance);

    public LayerNames(IEnumerable<Layer> layers)
    {
        List<Layer> distinct = [.. layers.Distinct(ReferenceEqualityComparer.Instance).Cast<Layer>()];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (Layer layer in distinct.Where(layer => layer.Name is not null))
        {
            if (layer.Name!.Length == 0 || layer.Name.Contains('/', StringComparison.Ordinal))
                throw new ArgumentException($"a layer's name must be one or more characters without a slash, is '{layer.Name}'");
            if (!taken.Add(layer.Name)) throw new ArgumentException($"two layers of the network have the name '{layer.Name}'");
            _names[layer] = layer.Name;
        }
        // A counter per type, so that naming a deep network stays linear.
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Layer layer in distinct.Where(layer => layer.Name is null))
        {
            string stem = layer.TypeName, name;
            do
            {
                int number = next.GetValueOrDefault(stem);
                next[stem] = number + 1;
                name = number == 0 ? stem : $"{stem}_{number}";
            }
            while (!taken.Add(name));
            _names[layer] = name;
        }
    }

    /// <summary>Makes names distinct by counting up those that occur again: a, a_1, a_2.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> names)
    {
        string[] all = [.. names];
        // A name that is there once keeps it, whatever the repeated ones become.
        var taken = new HashSet<string>(all, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < all.Length; i++)
        {
            string stem = all[i];
            if (seen.Add(stem)) continue;
            for (int number = 1; !taken.Add(all[i]); number++) all[i] = $"{stem}_{number}";
        }
        return all;
    }

    public string NameOf(Layer layer) => _names[layer];
}
