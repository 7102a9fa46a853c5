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
    /// <summary>Creates a batch around its tensors, which it does not copy.</summary>
    /// <param name="inputs">One tensor [N, ...] for each input of the network; at least one, all with the same N.</param>
    /// <param name="labels">The class of each sample, from 0; null when there are none.</param>
    /// <param name="targets">The expected output, [N, ...]; null when there is none.</param>
    /// <exception cref="ArgumentException">There is no input, or the numbers of samples differ.</exception>
    public Batch(IReadOnlyList<Tensor> inputs, int[]? labels = null, Tensor? targets = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0 || inputs[0].Rank == 0) throw new ArgumentException("a batch needs at least one input with the batch as its first axis", nameof(inputs));
        Count = inputs[0].Shape[0];
        foreach (Tensor input in inputs)
            if (input.Rank == 0 || input.Shape[0] != Count) throw new ArgumentException($"the inputs of a batch need the same number of samples; received {string.Join(" and ", inputs.Select(t => t.Shape))}", nameof(inputs));
        if (labels is not null && labels.Length != Count) throw new ArgumentException($"a batch of {Count} samples needs {Count} labels; received {labels.Length}", nameof(labels));
        if (targets is not null && (targets.Rank == 0 || targets.Shape[0] != Count)) throw new ArgumentException($"a batch of {Count} samples needs targets of shape [{Count}, ...]; received {targets.Shape}", nameof(targets));
        Inputs = inputs;
        Labels = labels;
        Targets = targets;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>One tensor [N, ...] for each input of the network.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>The class of each sample, from 0; null when there are none.</summary>
    public int[]? Labels { get; }

    /// <summary>The expected output, [N, ...]; null when there is none.</summary>
    public Tensor? Targets { get; }
}
