using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016): each channel, the last axis, of each sample is normalised with its own
/// mean and biased variance over all positions; then gamma * x + beta for each channel. Input [length, channels] or
/// [height, width, channels] with more than one position; the output has the same shape. The same in training and prediction.
/// </summary>
/// <remarks>
/// Weights: <c>gamma</c> and <c>beta</c>, [channels]. Numbers as PyTorch's <c>InstanceNorm2d</c>, which by default has no weights:
/// <c>affine=False</c> is <c>Scale = false, Center = false</c> here. Keras spells it <c>GroupNormalization(groups=-1)</c>.
/// </remarks>
public sealed record InstanceNorm : Layer
{
    /// <summary>Added to the variance, above 0; 1e-5 by default, as in PyTorch.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>True (the default) to multiply by <c>gamma</c>.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>True (the default) to add <c>beta</c>.</summary>
    public bool Center { get; init; } = true;

    /// <inheritdoc/>
    public override void Validate() => Require(GainAndShift.EpsilonHolds(Epsilon), GainAndShift.EpsilonRule(Epsilon));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        if (shape.Rank < 2) throw new ShapeException("expects [..., channels] with at least one axis of positions", inputs);
        return shape.Count > shape[-1] ? shape : throw new ShapeException("expects more than one position per channel, else nothing of the input is left", inputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return GainAndShift.WeightsFor([inputs[0][-1]], Scale, Center);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        (Tensor? gamma, Tensor? beta) = GainAndShift.Of(weights, Scale, Center);
        return Ops.InstanceNorm(inputs[0], gamma, beta, new InstanceNormOptions { Epsilon = Epsilon });
    }
}
