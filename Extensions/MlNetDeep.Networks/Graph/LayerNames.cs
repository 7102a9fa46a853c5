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

    public string NameOf(Layer layer) => _names[layer];
}
