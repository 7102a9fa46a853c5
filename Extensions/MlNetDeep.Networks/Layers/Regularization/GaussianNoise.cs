using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adds normally distributed noise of mean 0 while training; does nothing else. Augments inputs or features. Input and output have the
/// same shape. As Keras' <c>GaussianNoise</c>.
/// </summary>
/// <param name="StandardDeviation">The standard deviation of the noise, finite and at least 0.</param>
public sealed record GaussianNoise(float StandardDeviation) : Layer
{
    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate() => Require(
        float.IsFinite(StandardDeviation) && StandardDeviation >= 0,
        FormattableString.Invariant($"StandardDeviation must be finite and at least 0, is {StandardDeviation}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return context.Training && StandardDeviation > 0 ? Ops.GaussianNoise(inputs[0], StandardDeviation, context.Seed, context.Stream) : inputs[0];
    }
}
