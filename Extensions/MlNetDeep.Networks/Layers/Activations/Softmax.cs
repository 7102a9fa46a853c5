using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Probabilities from logits: exp(x) over its sum along an axis, without overflow. Input and output have the same shape.
/// </summary>
/// <remarks>
/// Do not put it before <see cref="SoftmaxCrossEntropy"/>, which takes logits. Along the last axis it is the same as the activation
/// "softmax"; along another the numbers are transposed and back.
/// </remarks>
/// <param name="Axis">The axis; -1, the last, by default. As in Keras the batch is axis 0, which cannot be chosen.</param>
public sealed record Softmax(int Axis = -1) : Layer
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
        Tensor x = inputs[0];
        int last = x.Rank - 1, axis = Axis < 0 ? Axis + x.Rank : Axis;
        if (axis == last) return Ops.Softmax(x);
        // Exchanging two axes is its own inverse.
        int[] exchanged = [.. Enumerable.Range(0, x.Rank)];
        (exchanged[axis], exchanged[last]) = (last, axis);
        return Ops.Transpose(Ops.Softmax(Ops.Transpose(x, exchanged)), exchanged);
    }
}
