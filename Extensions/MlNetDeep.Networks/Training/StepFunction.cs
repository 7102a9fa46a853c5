namespace MlNetDeep.Networks;

/// <summary>Computes the loss of one batch: what a step of training is, apart from the gradients and the optimizer.</summary>
/// <param name="network">The network that is trained.</param>
/// <param name="batch">The batch.</param>
/// <param name="context">Pass it to <see cref="Network.Forward(Tensors.Tensor, ForwardContext)"/>; its Training is false in validation.</param>
/// <returns>The loss and, for metrics, the output.</returns>
public delegate StepOutput StepFunction(Network network, Batch batch, ForwardContext context);
