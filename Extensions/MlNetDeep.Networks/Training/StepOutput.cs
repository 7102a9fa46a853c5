using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Computes the loss of one batch: what a step of training is, apart from the gradients and the optimizer.</summary>
/// <param name="network">The network that is trained.</param>
/// <param name="batch">The batch.</param>
/// <param name="context">Pass it to <see cref="Network.Forward(Tensor, ForwardContext)"/>; its Training is false in validation.</param>
/// <returns>The loss and, for metrics, the output.</returns>
public delegate StepOutput StepFunction(Network network, Batch batch, ForwardContext context);

/// <summary>The result of a <see cref="StepFunction"/>.</summary>
/// <param name="Loss">The mean loss of the batch, a tensor with one number.</param>
/// <param name="Output">The network's output for the metrics; null when there are none.</param>
/// <param name="Weight">The weight of this batch in the mean over batches, usually its number of samples.</param>
public readonly record struct StepOutput(Tensor Loss, Tensor? Output, double Weight);
