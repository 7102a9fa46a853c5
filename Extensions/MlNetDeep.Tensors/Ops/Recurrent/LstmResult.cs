namespace MlNetDeep.Tensors;

/// <summary>What an LSTM computes from a batch of sequences.</summary>
/// <param name="Output">[N, T, H], the hidden state after each step; [N, T, 2 H] of both directions, the forward one first.</param>
/// <param name="State">The state after the last step.</param>
public sealed record LstmResult(Tensor Output, LstmState State);
