using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Scales vectors to Euclidean length 1: x / max(norm(x), 1e-12) along an axis, as Keras' <c>UnitNormalization</c> and PyTorch's
/// <c>functional.normalize</c>; for embeddings that are compared by angle. A vector of zeros stays. Input and output have the same shape.
/// </summary>
/// <remarks>The rule for weights of the same kind is <see cref="UnitNormConstraint"/>.</remarks>
/// <param name="Axis">The axis; -1, the last, by default. As in Keras the batch is axis 0, which cannot be chosen.</param>
public sealed record UnitNorm(int Axis = -1) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        AxisOption.Check(Axis, inputs);
        return shape;
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.L2Normalize(inputs[0], Axis);
    }
}
