using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>x above 0, else slope * x (Maas, Hannun and Ng 2013), as a layer of its own. Input and output have the same shape.</summary>
/// <param name="NegativeSlope">
/// The slope below 0, finite; 0.3 by default, as Keras' layer. PyTorch's layer and the activation "leaky_relu" have 0.01.
/// </param>
public sealed record LeakyRelu(float NegativeSlope = 0.3f) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(float.IsFinite(NegativeSlope), FormattableString.Invariant($"NegativeSlope must be finite, is {NegativeSlope}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.LeakyRelu(inputs[0], NegativeSlope);
    }
}
