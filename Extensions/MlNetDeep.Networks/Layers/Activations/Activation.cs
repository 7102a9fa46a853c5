using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>An activation function as a layer of its own: <c>new Activation("relu")</c>. Input and output have the same shape.</summary>
/// <remarks>The <c>Activation</c> option of the layer before it is faster for ReLU, which that layer's kernel then computes.</remarks>
/// <param name="Function">The function, or its name.</param>
public sealed record Activation(ActivationFunction Function) : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Function.Apply(inputs[0]);
    }
}
