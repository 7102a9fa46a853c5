using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Joins two or more inputs along one axis, by default the last, the channels. All other axes must be the same.</summary>
public sealed record Concatenate : Layer
{
    /// <summary>The axis, from 1 because the batch is axis 0, or negative, counted from the end, as in Keras; -1 by default.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2) throw new ShapeException("expects at least two inputs", inputs);
        Shape first = inputs[0];
        int axis = SampleAxis.Of(Axis, first.Rank + 1) - 1;
        if (axis < 0)
            throw new ShapeException(first.Rank == 0 ? "expects at least one axis" : $"expects Axis from 1 to {first.Rank} or from {-first.Rank} to -1, is {Axis}", inputs);
        if (!inputs.All(shape => shape.Rank == first.Rank
            && shape.Dimensions[..axis].SequenceEqual(first.Dimensions[..axis]) && shape.Dimensions[(axis + 1)..].SequenceEqual(first.Dimensions[(axis + 1)..])))
            throw new ShapeException($"expects inputs that differ in {(axis == first.Rank - 1 ? "their last axis" : $"axis {axis + 1}")} at most", inputs);
        return [.. first.Dimensions[..axis], inputs.Sum(shape => shape[axis]), .. first.Dimensions[(axis + 1)..]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Concatenate(inputs, Axis);
    }
}
