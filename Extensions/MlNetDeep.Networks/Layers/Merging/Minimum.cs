using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The smallest of two or more inputs, element by element. Axes of size 1 are repeated.</summary>
/// <remarks>Equal numbers share the gradient.</remarks>
public sealed record Minimum : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Broadcast.Common(inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Broadcast.Reduce(inputs, Ops.Minimum);
    }
}
