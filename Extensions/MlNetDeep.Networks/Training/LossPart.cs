using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A named share of the loss of a batch, reported on its own in the history.</summary>
/// <param name="Name">The name in the history, for example <c>price_loss</c>.</param>
/// <param name="Loss">The mean loss of the batch, a tensor with one number.</param>
/// <param name="Weight">The weight of this batch in the mean over batches, usually its number of samples.</param>
public readonly record struct LossPart(string Name, Tensor Loss, double Weight)
{
    /// <summary>By how much the part counts in the loss; null where the step function alone knows.</summary>
    internal double? Factor { get; init; }
}
