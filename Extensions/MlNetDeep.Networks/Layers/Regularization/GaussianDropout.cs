using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Multiplies by normally distributed noise of mean 1 and standard deviation sqrt(rate / (1 - rate)) while training, which has the mean
/// and variance of <see cref="Dropout"/> (Srivastava et al. 2014, section 10); does nothing else. Input and output have the same shape.
/// As Keras' <c>GaussianDropout</c>.
/// </summary>
/// <param name="Rate">The rate of the dropout whose variance it has, in [0, 1).</param>
public sealed record GaussianDropout(float Rate) : Layer
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
        Tensor noise = Tensor.Uninitialized(inputs[0].Shape);
        new Philox(context.Seed, context.Stream).Normal(noise.Span, 1, MathF.Sqrt(Rate / (1 - Rate)));
        return Ops.Multiply(inputs[0], noise);
    }
}
