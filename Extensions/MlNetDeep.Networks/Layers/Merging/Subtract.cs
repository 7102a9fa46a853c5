using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The difference of exactly two inputs, element by element. Axes of size 1 are repeated.</summary>
public sealed record Subtract : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 2 ? Broadcast.Common(inputs) : throw new ShapeException("expects exactly two inputs", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Broadcast.Reduce(inputs, (a, b) => a - b);
    }
}
