using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What is expected of one output of a network for some samples: class labels, numbers, or both.</summary>
/// <param name="Labels">The class of each sample, from 0; null for none.</param>
/// <param name="Values">The expected numbers, [N, ...]; null for none.</param>
public sealed record TargetData(int[]? Labels, Tensor? Values = null)
{
    /// <summary>Class labels convert by themselves.</summary>
    /// <param name="labels">The class of each sample, from 0.</param>
    public static implicit operator TargetData(int[] labels) => new(labels);

    /// <summary>Expected numbers convert by themselves.</summary>
    /// <param name="values">The expected numbers, [N, ...].</param>
    public static implicit operator TargetData(Tensor values) => new(null, values);
}
