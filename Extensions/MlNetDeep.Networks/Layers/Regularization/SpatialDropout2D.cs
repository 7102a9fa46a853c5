using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Sets whole channels of images to 0 at random while training and scales the others by 1 / (1 - rate) (Tompson et al. 2015);
/// does nothing else. Neighbouring pixels are too alike for <see cref="Dropout"/> to help. Input [height, width, channels]; the output has
/// the same shape.
/// </summary>
/// <remarks>As Keras' <c>SpatialDropout2D</c> and PyTorch's <c>dropout2d</c>.</remarks>
/// <param name="Rate">The share of channels set to 0, in [0, 1).</param>
public sealed record SpatialDropout2D(float Rate) : Layer
{
    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate() => Require(Rate is >= 0 and < 1, FormattableString.Invariant($"Rate must be in [0, 1), is {Rate}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "height, width, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return context.Training && Rate > 0 ? Ops.SpatialDropout(inputs[0], Rate, context.Seed, context.Stream) : inputs[0];
    }
}
