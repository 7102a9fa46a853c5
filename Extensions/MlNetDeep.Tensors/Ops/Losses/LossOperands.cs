namespace MlNetDeep.Tensors;

/// <summary>What an elementwise loss is computed of; all storages have the same number of elements.</summary>
/// <param name="Function">The loss.</param>
/// <param name="First">Its first parameter, if it has one.</param>
/// <param name="Second">Its second parameter.</param>
/// <param name="Output">The output.</param>
/// <param name="Target">The target.</param>
/// <param name="Weights">Factors of the losses; null is 1.</param>
/// <param name="PositiveWeights">The weights of positive targets; null is 1.</param>
internal readonly record struct LossOperands(LossFunction Function, float First, float Second, Storage Output, Storage Target, Storage? Weights, Storage? PositiveWeights);
