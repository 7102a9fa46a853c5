using System.Text.Json;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The parts of an archive that hold an optimizer's state.</summary>
internal static class OptimizerParts
{
    private const string StepsPart = "optimizer.json", SlotsPart = "optimizer.safetensors";
    private const int MaxLength = 64 * 1024 * 1024;

    public static IEnumerable<ArchivePart> Of(Network network, Optimizer optimizer)
    {
        var steps = new Dictionary<string, int>(StringComparer.Ordinal);
        var slots = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        optimizer.Save(network.Weights, steps, slots);
        var document = new OptimizerDocument(optimizer.GetType().Name, optimizer.LearningRate, steps);
        return [ArchivePart.Json(StepsPart, JsonSerializer.SerializeToUtf8Bytes(document, TrainingJson.Options)), ArchivePart.Tensors(SlotsPart, slots)];
    }

    public static void Restore(CheckpointArchive archive, Network network, Optimizer optimizer, string source)
    {
        if (!archive.Has(StepsPart)) throw new InvalidDataException($"{source} was saved without the state of an optimizer");
        OptimizerDocument document = TrainingJson.Read<OptimizerDocument>(archive.ReadBytes(StepsPart, MaxLength), source);
        if (document.Optimizer != optimizer.GetType().Name)
            throw new InvalidDataException($"{source} has the state of the optimizer {document.Optimizer}; it cannot be given to {optimizer.GetType().Name}");
        if (!(float.IsFinite(document.LearningRate) && document.LearningRate >= 0))
            throw new InvalidDataException(FormattableString.Invariant($"{source} has a learning rate of {document.LearningRate}; expected a finite number of at least 0"));
        optimizer.Load(network.Weights, document.Steps, archive.ReadTensors(SlotsPart), source);
        optimizer.LearningRate = document.LearningRate;
    }

    private sealed record OptimizerDocument(string Optimizer, float LearningRate, IReadOnlyDictionary<string, int> Steps);
}
