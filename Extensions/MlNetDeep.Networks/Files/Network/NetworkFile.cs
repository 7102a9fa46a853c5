using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Saves and loads a network: one zip file with the graph (<c>network.json</c>) and the weights (<c>weights.safetensors</c>), and
/// in the zip's comment the SHA-256 of everything before it. Any zip tool and the safetensors library of Python can read it.
/// </summary>
/// <remarks>
/// Loading verifies the checksum, so a file that was cut or has a changed byte is refused, and creates only layers of the
/// <see cref="LayerRegistry"/>. The same network gives the same bytes.
/// </remarks>
public static class NetworkFile
{
    private const string GraphPart = "network.json", WeightsPart = "weights.safetensors";

    /// <summary>Saves a network under a temporary name, which is renamed at the end.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="optimizer">An optimizer whose state is saved too, for <see cref="RestoreOptimizer"/>; null (the default) for none.</param>
    /// <exception cref="InvalidOperationException">The network has a layer that is not in the <see cref="LayerRegistry"/>.</exception>
    public static void Save(Network network, string path, Optimizer? optimizer = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => CheckpointArchive.Write(stream, optimizer is null ? PartsOf(network) : PartsOf(network).Concat(OptimizerParts.Of(network, optimizer))));
    }

    /// <summary>Gives an optimizer the state that was saved with a network: its running averages, numbers of steps and learning rate.</summary>
    /// <param name="path">A file made by <see cref="Save(Network, string, Optimizer?)"/> with an optimizer.</param>
    /// <param name="network">The network that was loaded from it, or one with the same weights.</param>
    /// <param name="optimizer">An optimizer of the kind that was saved.</param>
    /// <exception cref="InvalidDataException">The file is damaged or has no optimizer's state, or one of another kind or for other weights.</exception>
    public static void RestoreOptimizer(string path, Network network, Optimizer optimizer)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        using FileStream stream = File.OpenRead(path);
        using CheckpointArchive archive = CheckpointArchive.Read(stream, path);
        OptimizerParts.Restore(archive, network, optimizer, path);
    }

    /// <summary>Saves a network into a stream, for example as a part of another file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">The network has a layer that is not in the <see cref="LayerRegistry"/>.</exception>
    public static void Save(Network network, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        CheckpointArchive.Write(memory, PartsOf(network));
        memory.Position = 0;
        memory.CopyTo(stream);
    }

    /// <summary>Loads a network.</summary>
    /// <param name="path">A file made by <see cref="Save(Network, string, Optimizer?)"/>.</param>
    /// <returns>A network that predicts the same numbers, bit for bit.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, was cut, is no network file, or has layers that are not
    /// registered; the message names the file and says which.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Network Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Loads a network from a stream, from its position to its end.</summary>
    /// <param name="stream">A stream that holds what <see cref="Save(Network, Stream)"/> wrote and nothing after it.</param>
    /// <returns>A network that predicts the same numbers, bit for bit.</returns>
    /// <exception cref="InvalidDataException">The data are damaged, were cut, are no network file, or have layers that are not
    /// registered; the message says which.</exception>
    public static Network Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return Read(memory, "the network");
    }

    /// <summary>Whether a file that begins with these bytes is one of <see cref="Save(Network, string, Optimizer?)"/>: its first part is the graph.</summary>
    internal static bool IsMatch(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8) && start.Length >= 42 && start[30..42].SequenceEqual("network.json"u8);

    /// <summary>Reads the weights of a network file without making its network.</summary>
    internal static IReadOnlyDictionary<string, Tensor> ReadWeights(Stream stream, string source)
    {
        using CheckpointArchive archive = CheckpointArchive.Read(stream, source);
        return archive.ReadTensors(WeightsPart);
    }

    internal static IEnumerable<ArchivePart> PartsOf(Network network) =>
    [
        ArchivePart.Json(GraphPart, NetworkJson.Write(network)),
        ArchivePart.Tensors(WeightsPart, network.Weights.Select(weight => KeyValuePair.Create(weight.Name, weight.Value))),
    ];

    private static Network Read(Stream stream, string source)
    {
        using CheckpointArchive archive = CheckpointArchive.Read(stream, source);
        return Read(archive, source);
    }

    internal static Network Read(CheckpointArchive archive, string source)
    {
        (GraphPlan plan, IReadOnlyDictionary<string, (bool Frozen, float Factor)> training) = NetworkJson.Read(archive.ReadBytes(GraphPart, NetworkJson.MaxLength), source);
        IReadOnlyDictionary<string, Tensor> tensors = archive.ReadTensors(WeightsPart);

        int used = 0;
        var network = new Network(plan, (spec, _, name) =>
        {
            used++;
            if (!tensors.TryGetValue(name, out Tensor? tensor)) throw new InvalidDataException($"{source} has no weight '{name}'");
            return tensor.Shape == spec.Shape ? tensor
                : throw new InvalidDataException($"{source} has weight '{name}' of shape {tensor.Shape}; its layer needs {spec.Shape}");
        });
        if (used != tensors.Count) throw new InvalidDataException($"{source} has {tensors.Count} weights; its layers need {used}");
        foreach (NetworkLayer layer in network.Layers) (layer.Frozen, layer.LearningRateFactor) = training[layer.Name];
        return network;
    }
}
