using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The largest of two or more inputs, element by element. Axes of size 1 are repeated.</summary>
/// <remarks>Equal numbers share the gradient.</remarks>
public sealed record Maximum : Layer
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
        return Broadcast.Reduce(inputs, Ops.Maximum);
    }
}
