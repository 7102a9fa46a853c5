using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The result of a <see cref="StepFunction"/>.</summary>
/// <param name="Loss">The mean loss of the batch, a tensor with one number.</param>
/// <param name="Output">The network's output for the metrics; null when there are none.</param>
/// <param name="Weight">The weight of this batch in the mean over batches, usually its number of samples.</param>
public readonly record struct StepOutput(Tensor Loss, Tensor? Output, double Weight)
{
    /// <summary>All outputs of the network, for metrics of networks with several; by default <see cref="Output"/> alone.</summary>
    public IReadOnlyList<Tensor> Outputs { get => field ?? (Output is null ? [] : [Output]); init; }

    /// <summary>Shares of the loss to report on their own; none by default.</summary>
    public IReadOnlyList<LossPart> Parts { get => field ?? []; init; }

    /// <summary>What the step goes down: the loss, unless weights of samples make the step of this batch larger or smaller.</summary>
    internal Tensor Descent { get => field ?? Loss; init; }

    /// <summary>The weight of this batch in a step over several; null for <see cref="Weight"/>.</summary>
    internal double? DescentWeight { get; init; }
}
