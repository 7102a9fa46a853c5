using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// x above 0, else alpha * (exp(x) - 1) (Clevert, Unterthiner and Hochreiter 2015), as a layer of its own. Input and output have the
/// same shape.
/// </summary>
/// <param name="Alpha">The negated limit for very negative x, finite; 1 by default.</param>
public sealed record Elu(float Alpha = 1) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(float.IsFinite(Alpha), FormattableString.Invariant($"Alpha must be finite, is {Alpha}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Elu(inputs[0], Alpha);
    }
}
