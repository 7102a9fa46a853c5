using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Makes a sequence of a vector by repeating it. Input [features], output [count, features].</summary>
/// <param name="Count">How often, at least 1.</param>
public sealed record RepeatVector(int Count) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(Count >= 1, $"Count must be at least 1, is {Count}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Count, Single(inputs, "features")[0]];

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Tile(Ops.ExpandDims(inputs[0], 1), [1, Count, 1]);
    }
}
