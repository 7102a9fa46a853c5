using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Joins two or more inputs along their last axis, the channels. All other axes must be the same.</summary>
public sealed record Concatenate : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2) throw new ShapeException("expects at least two inputs", inputs);
        Shape first = inputs[0];
        if (first.Rank == 0 || !inputs.All(shape => shape.Rank == first.Rank && shape.Dimensions[..^1].SequenceEqual(first.Dimensions[..^1])))
            throw new ShapeException("expects inputs that differ in their last axis at most", inputs);
        return [.. first.Dimensions[..^1], inputs.Sum(shape => shape[-1])];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Concatenate(inputs);
    }
}
