using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Dropout for networks of SELU activations (Klambauer et al. 2017): while training dropped numbers become SELU's limit at minus
/// infinity, and all are scaled and moved so that mean 0 and variance 1 stay; does nothing else. Use it with the activation "selu" and
/// LeCun's normal initialiser. Input and output have the same shape. As Keras' <c>AlphaDropout</c>.
/// </summary>
/// <param name="Rate">The share of numbers dropped, in [0, 1).</param>
public sealed record AlphaDropout(float Rate) : Layer
{
    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate() => Require(Rate is >= 0 and < 1, FormattableString.Invariant($"Rate must be in [0, 1), is {Rate}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return context.Training && Rate > 0 ? Ops.AlphaDropout(inputs[0], Rate, context.Seed, context.Stream) : inputs[0];
    }
}
