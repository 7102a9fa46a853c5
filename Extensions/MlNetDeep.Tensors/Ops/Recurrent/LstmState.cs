namespace MlNetDeep.Tensors;

/// <summary>The state of an LSTM between two steps.</summary>
/// <param name="Hidden">[N, H], also the output of the step; [2, N, H] of both directions.</param>
/// <param name="Cell">The memory, of the same shape.</param>
public sealed record LstmState(Tensor Hidden, Tensor Cell);
