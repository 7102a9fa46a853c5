namespace MlNetDeep.Tensors;

/// <summary>What a simple recurrent network or a GRU computes from a batch of sequences.</summary>
/// <param name="Output">[N, T, H], the state after each step; [N, T, 2 H] of both directions, the forward one first.</param>
/// <param name="State">[N, H], the state after the last step; [2, N, H] of both directions.</param>
public sealed record RecurrentResult(Tensor Output, Tensor State);
