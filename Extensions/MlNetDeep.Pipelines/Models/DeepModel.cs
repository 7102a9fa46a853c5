using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Models;

/// <summary>
/// All that a trained model is: what feeds the inputs of its network, the network, and what becomes of its outputs. Immutable;
/// serves any number of threads. Every estimator of this library makes one, and it is what a model file holds.
/// </summary>
internal sealed class DeepModel
{
    /// <summary>The name under which models are stored: frozen for ever, as is the layout of each version.</summary>
    public const string Kind = "Model";

    private const int FormatVersion = 1;

    // A batch that fills the caches but not much more: rows of large images few, rows of a table many.
    private const int FloatsInABatch = 1 << 20;

    private readonly InferencePlan _plan;

    /// <exception cref="InvalidDataException">Inputs and outputs do not fit the network.</exception>
    public DeepModel(string task, IReadOnlyList<ColumnInput> inputs, Network network, IReadOnlyList<OutputHead> heads)
    {
        if (!network.Inputs.Select(node => node.Shape).SequenceEqual(inputs.Select(input => input.Shape)) || !network.Outputs.Select(node => node.Shape).SequenceEqual(heads.Select(head => head.Shape)))
        {
            throw new InvalidDataException(
                $"The model reads {Join(inputs.Select(input => input.Shape))} and gives {Join(heads.Select(head => head.Shape))}; its network goes from {Join(network.Inputs.Select(n => n.Shape))} to {Join(network.Outputs.Select(n => n.Shape))}.");
        }
        (Task, Inputs, Network, Heads, _plan) = (task, inputs, network, heads, network.ForInference());
    }

    /// <summary>What the model was made by, such as "ImageClassification".</summary>
    public string Task { get; }

    public IReadOnlyList<ColumnInput> Inputs { get; }

    /// <summary>The network as it was trained; what scores is its faster copy for inference.</summary>
    public Network Network { get; }

    public IReadOnlyList<OutputHead> Heads { get; }

    public int BatchSize => Math.Clamp(FloatsInABatch / Inputs.Sum(input => input.Length), 8, 1024);

    /// <summary>Scores the first samples of the inputs and keeps what the heads make of it.</summary>
    public void Score(float[][] inputs, int count, float[][] kept)
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        Tensor[] batch = [.. Inputs.Select((input, i) => Tensor.From(inputs[i].AsSpan(0, count * input.Length), new Shape([count, .. input.Shape.Dimensions])))];
        IReadOnlyList<Tensor> outputs = _plan.Predict(batch);
        for (int i = 0; i < Heads.Count; i++) Heads[i].Finish(outputs[i], kept[i].AsSpan(0, count * Heads[i].Length));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Task);
        writer.Write(Inputs.Count);
        foreach (ColumnInput input in Inputs) input.Write(writer);
        writer.Write(Heads.Count);
        foreach (OutputHead head in Heads) head.Write(writer);
        NetworkFile.Save(Network, writer.BaseStream);
    }

    /// <exception cref="InvalidDataException">The content is of a later version, or contradicts itself.</exception>
    public static DeepModel Read(BinaryReader reader)
    {
        int version = reader.ReadInt32();
        if (version != FormatVersion) throw new InvalidDataException($"The model file holds a deep-learning model of the format {version}; this version reads {FormatVersion}.");
        string task = reader.ReadString();
        var inputs = new ColumnInput[ReadCount(reader, "inputs")];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = ColumnInput.Read(reader);
        var heads = new OutputHead[ReadCount(reader, "outputs")];
        for (int i = 0; i < heads.Length; i++) heads[i] = OutputHead.Read(reader);
        return new DeepModel(task, inputs, NetworkFile.Load(reader.BaseStream), heads);
    }

    private static int ReadCount(BinaryReader reader, string what)
    {
        const int most = 10_000;
        int count = reader.ReadInt32();
        return count is >= 1 and <= most ? count : throw new InvalidDataException($"The model file says that a network has {count} {what}.");
    }

    private static string Join(IEnumerable<Shape> shapes) => string.Join(" and ", shapes);
}
