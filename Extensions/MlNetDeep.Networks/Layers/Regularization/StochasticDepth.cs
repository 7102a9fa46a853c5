using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Sets whole samples to 0 at random while training and scales the others by 1 / (1 - rate) (Huang et al. 2016); does nothing else. At
/// the end of a residual branch it leaves the branch out for some samples. torchvision's <c>StochasticDepth(rate, "row")</c>, also
/// called drop path. Input and output have the same shape.
/// </summary>
/// <param name="Rate">The share of samples set to 0, in [0, 1).</param>
public sealed record StochasticDepth(float Rate) : Layer
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
        if (!context.Training || Rate == 0) return inputs[0];
        int[] oneEach = [inputs[0].Shape[0], .. Enumerable.Repeat(1, inputs[0].Rank - 1)];
        return inputs[0] * Ops.Dropout(Tensor.Ones(oneEach), Rate, context.Seed, context.Stream);
    }
}
