using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Sets whole channels of sequences to 0 at random while training and scales the others by 1 / (1 - rate) (Tompson et al. 2015);
/// does nothing else. Neighbouring time steps are too alike for <see cref="Dropout"/> to help. Input [length, channels]; the output has
/// the same shape.
/// </summary>
/// <remarks>As Keras' <c>SpatialDropout1D</c> and PyTorch's <c>dropout1d</c>.</remarks>
/// <param name="Rate">The share of channels set to 0, in [0, 1).</param>
public sealed record SpatialDropout1D(float Rate) : Layer
{
    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate() => Require(Rate is >= 0 and < 1, FormattableString.Invariant($"Rate must be in [0, 1), is {Rate}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "length, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return context.Training && Rate > 0 ? Ops.SpatialDropout(inputs[0], Rate, context.Seed, context.Stream) : inputs[0];
    }
}
