namespace MlNetDeep.Tensors;

/// <summary>What the forward pass of one direction leaves for its gradient.</summary>
/// <param name="Work">[N, T, WorkWidth], the gates after their activation; the gradient overwrites them with theirs before it.</param>
/// <param name="Previous">[N, T, H], the state before each step.</param>
/// <param name="PreviousCell">[N, T, H], an LSTM's cell before each step.</param>
/// <param name="Lengths">N integers, the valid steps; null if all are.</param>
internal readonly record struct RecurrentMemory(Storage Work, Storage Previous, Storage? PreviousCell, Storage? Lengths);
