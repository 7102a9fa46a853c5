using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Root mean square normalisation (Zhang and Sennrich 2019): gamma * x / sqrt(mean(x^2) + epsilon) over the last axes of each sample and
/// position. Cheaper than <see cref="LayerNorm"/>: nothing is subtracted or added. Input and output have the same shape.
/// </summary>
/// <remarks>Weights: <c>gamma</c>, in the shape of the normalised axes. As Keras' <c>RMSNormalization</c>.</remarks>
public sealed record RmsNorm : Layer
{
    /// <summary>How many of the last axes are normalised over, at least 1; 1 by default, the channels or features.</summary>
    public int LastAxes { get; init; } = 1;

    /// <summary>Added to the mean square, above 0; 1e-6 by default, as in Keras.</summary>
    public float Epsilon { get; init; } = 1e-6f;

    /// <summary>True (the default) to multiply by <c>gamma</c>.</summary>
    public bool Scale { get; init; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(LastAxes >= 1, $"LastAxes must be at least 1, is {LastAxes}");
        Require(GainAndShift.EpsilonHolds(Epsilon), GainAndShift.EpsilonRule(Epsilon));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        return shape.Rank >= LastAxes ? shape : throw new ShapeException($"expects at least {LastAxes} axes, which LastAxes normalises over", inputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return GainAndShift.WeightsFor(new Shape(inputs[0].Dimensions[^LastAxes..]), Scale, center: false);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        return Ops.RmsNorm(inputs[0], Scale ? weights[0] : null, LastAxes, Epsilon);
    }
}
