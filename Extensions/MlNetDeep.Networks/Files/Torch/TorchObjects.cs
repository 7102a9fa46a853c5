namespace MlNetDeep.Networks;

/// <summary>
/// All that a pickle of tensors may name: the functions that rebuild a tensor or a parameter, OrderedDict, and the types of storages.
/// Anything else is refused by its name. "Calling" one makes a description of a tensor; no code of the file exists.
/// </summary>
internal sealed class TorchObjects(string source)
{
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2", RebuildParameter = "torch._utils._rebuild_parameter", OrderedDict = "collections.OrderedDict";

    private static readonly Dictionary<string, string> s_storages = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = "F32",
        ["torch.DoubleStorage"] = "F64",
        ["torch.HalfStorage"] = "F16",
        ["torch.BFloat16Storage"] = "BF16",
        ["torch.LongStorage"] = "I64",
        ["torch.IntStorage"] = "I32",
        ["torch.ShortStorage"] = "I16",
        ["torch.CharStorage"] = "I8",
        ["torch.ByteStorage"] = "U8",
        ["torch.BoolStorage"] = "BOOL",
    };

    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    public PickleGlobal Global(string module, string name)
    {
        string full = $"{module}.{name}";
        return full is RebuildTensor or RebuildParameter or OrderedDict || s_storages.ContainsKey(full) ? new PickleGlobal(full)
            : throw Damaged($"refuses to run '{full}': a checkpoint may hold tensors, numbers, text, lists, tuples and dicts alone");
    }

    public object? Call(PickleGlobal function, object?[] arguments) => function.Name switch
    {
        RebuildTensor => Tensor(arguments),
        RebuildParameter => arguments is [TorchView view, ..] ? view : throw Damaged("has a parameter without a tensor"),
        OrderedDict => Dictionary(arguments),
        _ => throw Damaged($"calls '{function.Name}', which is no function"),
    };

    private readonly HashSet<object> _dictionaries = new(ReferenceEqualityComparer.Instance);

    /// <summary>A storage, which the pickle names by ("storage", type, key, device, count) and, in the old format, None.</summary>
    public TorchStorage Persistent(object? id)
    {
        if (id is not object?[] tuple || tuple is not ["storage", PickleGlobal type, string key, string, long count, ..] || tuple.Length > 6)
            throw Damaged("refers to something outside of the pickle that is no storage");
        if (tuple is [.., not null] && tuple.Length == 6) throw Damaged($"has the storage '{key}' that is a view of another, as PyTorch wrote before version 0.4; save it again with a later one");
        if (!s_storages.TryGetValue(type.Name, out string? dataType)) throw Damaged($"has the storage '{key}' of the type '{type.Name}'");
        if (count < 0) throw Damaged($"has the storage '{key}' of {count} numbers");
        var storage = new TorchStorage(key, SafetensorsDataType.Find(dataType)!, count);
        if (!_storages.TryAdd(key, storage) && _storages[key] != storage) throw Damaged($"describes the storage '{key}' in two ways");
        return _storages[key];
    }

    // (storage, offset, size, stride, requires_grad, backward_hooks, and metadata in later versions)
    private TorchView Tensor(object?[] arguments) =>
        arguments is [TorchStorage storage, long offset, object?[] sizes, object?[] strides, ..] && sizes.All(size => size is long) && strides.All(stride => stride is long)
            ? TorchView.Create(storage, offset, [.. sizes.Cast<long>()], [.. strides.Cast<long>()], source)
            : throw Damaged("has a tensor that is not described by storage, offset, size and stride");

    // Python 2 passes the entries as a list of pairs; Python 3 sets them later.
    private PickleDictionary Dictionary(object?[] arguments)
    {
        var dictionary = new PickleDictionary();
        if (arguments is []) return dictionary;
        if (arguments is not [List<object?> pairs]) throw Damaged("makes an OrderedDict of something that is no list");
        // Python never gives a list twice; a pickle that recalls one again and again would grow by its square.
        if (!_dictionaries.Add(pairs)) throw Damaged("makes two OrderedDicts of one list");
        foreach (object? pair in pairs)
        {
            if ((pair as IReadOnlyList<object?>) is not [var key, var value]) throw Damaged("makes an OrderedDict of something that is no list of pairs");
            dictionary.Set(key, value);
        }
        return dictionary;
    }

    private InvalidDataException Damaged(string what) => new($"{source} {what}");
}
