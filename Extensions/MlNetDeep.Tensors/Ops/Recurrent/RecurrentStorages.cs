namespace MlNetDeep.Tensors;

/// <summary>The memory of <see cref="RecurrentWeights"/>, or of those gradients of them that are wanted.</summary>
internal readonly record struct RecurrentStorages(Storage? Input, Storage? State, Storage? InputBias, Storage? StateBias);
