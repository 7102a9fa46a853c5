using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Finds the state dict in what a pickle held and makes tensors of its views, one storage after the other.</summary>
internal static class TorchStateDict
{
    // In the order of preference, for a checkpoint with several.
    private static readonly string[] s_containers = ["state_dict", "model_state_dict", "model"];

    private const string ParallelPrefix = "module.";

    public static OrderedDictionary<string, Tensor> Read(object? root, long fileLength, Func<TorchStorage, float[]> readStorage, string source)
    {
        OrderedDictionary<string, TorchView> views = Find(root, source);
        Limit(views, fileLength, source);

        // The same view under two names is one tensor, as in the model that was saved.
        var tensors = new Dictionary<TorchView, Tensor>(ReferenceEqualityComparer.Instance);
        foreach (IGrouping<TorchStorage, TorchView> group in views.Values.Distinct<TorchView>(ReferenceEqualityComparer.Instance).GroupBy(view => view.Storage))
        {
            float[] numbers = group.All(view => view.Shape.Count == 0) ? [] : readStorage(group.Key);
            foreach (TorchView view in group) tensors[view] = view.Read(numbers);
        }
        var named = new OrderedDictionary<string, Tensor>(views.Count, StringComparer.Ordinal);
        foreach ((string name, TorchView view) in views) named.Add(name, tensors[view]);
        return named;
    }

    private static OrderedDictionary<string, TorchView> Find(object? root, string source)
    {
        PickleDictionary dictionary = root as PickleDictionary
            ?? throw new InvalidDataException($"{source} holds {Describe(root)} where a state dict (a dict of tensors by name) is expected");
        // A container may hold another; a dict that contains itself ends the search by this count.
        for (int depth = 0; depth < s_containers.Length && Container(dictionary) is { } inner; depth++) dictionary = inner;

        var views = new OrderedDictionary<string, TorchView>(StringComparer.Ordinal);
        foreach ((string name, object? value) in dictionary.Named)
            if (value is TorchView view) views.Add(name, view);
        foreach ((object? key, object? value) in dictionary.Others)
            if (value is TorchView) throw new InvalidDataException($"{source} has a tensor whose name is {Describe(key)}, not text");
        if (views.Count == 0 && dictionary.Count > 0)
            throw new InvalidDataException($"{source} holds a dict without tensors; its keys are {string.Join(", ", dictionary.Keys.Take(10).Select(key => key is string text ? $"'{text}'" : Describe(key)))}");
        return views.Keys.All(name => name.Length > ParallelPrefix.Length && name.StartsWith(ParallelPrefix, StringComparison.Ordinal)) ? WithoutPrefix(views) : views;
    }

    private static PickleDictionary? Container(PickleDictionary dictionary) =>
        dictionary.Named.Values.Any(value => value is TorchView) ? null : s_containers.Select(dictionary.Find).OfType<PickleDictionary>().FirstOrDefault();

    private static OrderedDictionary<string, TorchView> WithoutPrefix(OrderedDictionary<string, TorchView> views)
    {
        var stripped = new OrderedDictionary<string, TorchView>(views.Count, StringComparer.Ordinal);
        foreach ((string name, TorchView view) in views) stripped.Add(name[ParallelPrefix.Length..], view);
        return stripped;
    }

    // Strides of zero and many views of one storage could make any amount of numbers of a short file, and parts of a zip that overlap
    // could be read over and over.
    private static void Limit(OrderedDictionary<string, TorchView> views, long fileLength, string source)
    {
        long limit = (1 << 20) + 4 * fileLength, count = views.Values.Distinct<TorchView>(ReferenceEqualityComparer.Instance).Sum(view => (long)view.Shape.Count);
        if (count > limit) throw new InvalidDataException($"{source} has tensors of {count} numbers in a file of {fileLength} bytes; at most {limit} are allowed");
        Int128 bytes = 0;
        foreach (TorchStorage storage in views.Values.Where(view => view.Shape.Count > 0).Select(view => view.Storage).Distinct()) bytes += (Int128)storage.Count * storage.DataType.Size;
        if (bytes > fileLength) throw new InvalidDataException($"{source} has storages of {bytes} bytes in a file of {fileLength} bytes");
    }

    private static string Describe(object? value) => value switch
    {
        null => "None",
        TorchView => "a single tensor",
        TorchStorage => "a storage",
        string => "text",
        PickleDictionary => "a dict",
        List<object?> => "a list",
        object?[] => "a tuple",
        PickleGlobal named => $"'{named.Name}'",
        _ => "a number",
    };
}
