using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Sets numbers to 0 at random while training and scales the others by 1 / (1 - rate) (Srivastava et al. 2014); does nothing
/// else. Input and output have the same shape.
/// </summary>
/// <param name="Rate">The share of numbers set to 0, in [0, 1).</param>
public sealed record Dropout(float Rate) : Layer
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
        return context.Training && Rate > 0 ? Ops.Dropout(inputs[0], Rate, context.Seed, context.Stream) : inputs[0];
    }
}
