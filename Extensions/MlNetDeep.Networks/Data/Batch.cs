using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Some samples of a data set: the inputs of the network and what is expected of it. The trainer fills the same few batches
/// again and again, so do not hold on to one.
/// </summary>
/// <remarks>Derive from it when a sample carries more than labels or targets (boxes, for example), and return your type from
/// <see cref="Dataset.CreateBatch"/>.</remarks>
public class Batch
{
    /// <summary>Creates a batch of a network with one output, around its tensors, which it does not copy.</summary>
    /// <param name="inputs">One tensor [N, ...] for each input of the network; at least one, all with the same N.</param>
    /// <param name="labels">The class of each sample, from 0; null when there are none.</param>
    /// <param name="targets">The expected output, [N, ...]; null when there is none.</param>
    /// <exception cref="ArgumentException">There is no input, or the numbers of samples differ.</exception>
    public Batch(IReadOnlyList<Tensor> inputs, int[]? labels = null, Tensor? targets = null) : this(inputs, [new TargetData(labels, targets)])
    {
    }

    /// <summary>Creates a batch of a network with several outputs, around its tensors, which it does not copy.</summary>
    /// <param name="inputs">One tensor [N, ...] for each input of the network; at least one, all with the same N.</param>
    /// <param name="outputs">What is expected of each output; at least one entry.</param>
    /// <exception cref="ArgumentException">There is no input or no output, or the numbers of samples differ.</exception>
    public Batch(IReadOnlyList<Tensor> inputs, IReadOnlyList<TargetData> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Count == 0 || inputs[0].Rank == 0) throw new ArgumentException("a batch needs at least one input with the batch as its first axis", nameof(inputs));
        if (outputs.Count == 0) throw new ArgumentException("a batch needs an entry for at least one output", nameof(outputs));
        Count = inputs[0].Shape[0];
        foreach (Tensor input in inputs)
            if (input.Rank == 0 || input.Shape[0] != Count) throw new ArgumentException($"the inputs of a batch need the same number of samples; received {string.Join(" and ", inputs.Select(t => t.Shape))}", nameof(inputs));
        foreach ((int[]? labels, Tensor? targets) in outputs)
        {
            if (labels is not null && labels.Length != Count) throw new ArgumentException($"a batch of {Count} samples needs {Count} labels; received {labels.Length}", nameof(outputs));
            if (targets is not null && (targets.Rank == 0 || targets.Shape[0] != Count)) throw new ArgumentException($"a batch of {Count} samples needs targets of shape [{Count}, ...]; received {targets.Shape}", nameof(outputs));
        }
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>One tensor [N, ...] for each input of the network.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>What is expected of each output of the network.</summary>
    public IReadOnlyList<TargetData> Outputs { get; }

    /// <summary>The class of each sample for the first output, from 0; null when there are none.</summary>
    public int[]? Labels => Outputs[0].Labels;

    /// <summary>The numbers expected of the first output, [N, ...]; null when there are none.</summary>
    public Tensor? Targets => Outputs[0].Values;

    /// <summary>
    /// How much each sample counts in the loss, finite and at least 0; null when all count the same. Metrics do not regard it.
    /// </summary>
    public float[]? SampleWeights
    {
        get;
        set
        {
            if (value is not null && value.Length != Count) throw new ArgumentException($"a batch of {Count} samples needs {Count} sample weights; received {value.Length}", nameof(value));
            field = value;
        }
    }

    /// <summary>Views the batch as one of a network that has one of the outputs only, for losses and metrics of that output.</summary>
    /// <param name="output">The output, from 0.</param>
    /// <returns>A batch with the same inputs and sample weights; this batch itself when there is one output.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is given for this output.</exception>
    public Batch For(int output)
    {
        if ((uint)output >= (uint)Outputs.Count) throw new ArgumentOutOfRangeException(nameof(output), output, $"the data set has targets for {Outputs.Count} outputs");
        return Outputs.Count == 1 ? this : new Batch(Inputs, [Outputs[output]]) { SampleWeights = SampleWeights };
    }
}
