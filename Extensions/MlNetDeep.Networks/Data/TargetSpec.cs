using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What a data set expects of one output of the network.</summary>
/// <param name="HasLabels">Whether each sample has a class label for the output.</param>
/// <param name="Shape">The shape of the numbers expected of the output, without the batch axis; null when there are none.</param>
public readonly record struct TargetSpec(bool HasLabels, Shape? Shape);
