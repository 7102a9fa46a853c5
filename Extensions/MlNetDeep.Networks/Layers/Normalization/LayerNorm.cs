using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Layer normalisation (Ba, Kiros and Hinton 2016): gamma * (x - mean) / sqrt(variance + epsilon) + beta with the mean and the biased
/// variance of each sample and position over the last axes. Input and output have the same shape. The same in training and prediction.
/// </summary>
/// <remarks>Weights: <c>gamma</c> and <c>beta</c>, in the shape of the normalised axes. Numbers as PyTorch's <c>LayerNorm</c>.</remarks>
public sealed record LayerNorm : Layer
{
    /// <summary>How many of the last axes are normalised over, at least 1; 1 by default, the channels or features.</summary>
    public int LastAxes { get; init; } = 1;

    /// <summary>Added to the variance, above 0; 1e-5 by default, as in PyTorch (Keras: 1e-3).</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>True (the default) to multiply by <c>gamma</c>.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>True (the default) to add <c>beta</c>.</summary>
    public bool Center { get; init; } = true;

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
        return GainAndShift.WeightsFor(new Shape(inputs[0].Dimensions[^LastAxes..]), Scale, Center);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        (Tensor? gamma, Tensor? beta) = GainAndShift.Of(weights, Scale, Center);
        return Ops.LayerNorm(inputs[0], gamma, beta, LastAxes, Epsilon);
    }
}
