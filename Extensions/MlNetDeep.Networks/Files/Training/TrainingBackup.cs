using System.Text.Json;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The whole state of a training in one file: the parts of a network file, so that it can be loaded as one, those of the optimizer, and
/// <c>training.json</c> with <c>training.safetensors</c> for the rest.
/// </summary>
internal static class TrainingBackup
{
    private const string StatePart = "training.json", ArraysPart = "training.safetensors";
    private const int MaxLength = 64 * 1024 * 1024;

    public static void Save(string path, Network network, Optimizer optimizer, TrainingState state, IEnumerable<CallbackState> parts)
    {
        var arrays = parts.SelectMany((part, i) => part.Arrays.Select(pair => KeyValuePair.Create($"{i}/{pair.Key}", Tensor.From(pair.Value, [pair.Value.Length]))));
        AtomicFile.Write(path, stream => CheckpointArchive.Write(stream,
        [
            .. NetworkFile.PartsOf(network),
            .. OptimizerParts.Of(network, optimizer),
            ArchivePart.Json(StatePart, JsonSerializer.SerializeToUtf8Bytes(state, TrainingJson.Options)),
            ArchivePart.Tensors(ArraysPart, arrays),
        ]));
    }

    /// <summary>Reads a backup. The network and the optimizer are changed at the end, when everything has been checked.</summary>
    public static (TrainingState State, IReadOnlyList<CallbackState> Parts) Restore(string path, Network network, Optimizer optimizer, Action<TrainingState> check)
    {
        using FileStream stream = File.OpenRead(path);
        using CheckpointArchive archive = CheckpointArchive.Read(stream, path);
        if (!archive.Has(StatePart)) throw new InvalidDataException($"{path} is no backup of a training");
        TrainingState state = TrainingJson.Read<TrainingState>(archive.ReadBytes(StatePart, MaxLength), path);
        check(state);
        CallbackState[] parts = [.. state.Parts.Select(_ => new CallbackState())];
        for (int i = 0; i < parts.Length; i++)
        {
            foreach ((string name, double value) in state.Parts[i].Numbers) parts[i].Set(name, value);
            foreach ((string name, string value) in state.Parts[i].Texts) parts[i].Set(name, value);
        }
        foreach ((string name, Tensor values) in archive.ReadTensors(ArraysPart))
        {
            int cut = name.IndexOf('/', StringComparison.Ordinal);
            if (cut < 0 || !int.TryParse(name.AsSpan(0, cut), out int index) || (uint)index >= (uint)parts.Length)
                throw new InvalidDataException($"{path} has an array '{name}' that belongs to none of its {parts.Length} parts");
            parts[index].Set(name[(cut + 1)..], values.ToArray());
        }
        Network saved = NetworkFile.Read(archive, path);
        if (!saved.Weights.Select(weight => (weight.Name, weight.Value.Shape)).SequenceEqual(network.Weights.Select(weight => (weight.Name, weight.Value.Shape))))
            throw new InvalidDataException($"{path} is the backup of another network: its weights have other names or shapes; delete it, or give another path");
        OptimizerParts.Restore(archive, network, optimizer, path);
        network.SetWeights(saved.GetWeights());
        Dictionary<string, NetworkLayer> layers = saved.Layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        foreach (NetworkLayer layer in network.Layers)
        {
            layer.Frozen = layers.TryGetValue(layer.Name, out NetworkLayer? before) && before.Frozen;
            layer.LearningRateFactor = state.LearningRateFactors.GetValueOrDefault(layer.Name, 1);
        }
        return (state, parts);
    }
}
