using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Group normalisation (Wu and He 2018): the channels, the last axis, are cut into groups of neighbours, and each group of each sample
/// is normalised with its own mean and biased variance over all positions; then gamma * x + beta for each channel. Input and output have
/// the same shape. Does not depend on the batch: the same in training and prediction, and good for small batches.
/// </summary>
/// <remarks>Weights: <c>gamma</c> and <c>beta</c>, [channels]. Numbers as PyTorch's <c>GroupNorm</c>.</remarks>
/// <param name="Groups">The number of groups, at least 1; it divides the channels. 32 by default, as in Keras. 1 group is one mean per sample.</param>
public sealed record GroupNorm(int Groups = 32) : Layer
{
    /// <summary>Added to the variance, above 0; 1e-5 by default, as in PyTorch (Keras: 1e-3).</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>True (the default) to multiply by <c>gamma</c>.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>True (the default) to add <c>beta</c>.</summary>
    public bool Center { get; init; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Groups >= 1, $"Groups must be at least 1, is {Groups}");
        Require(GainAndShift.EpsilonHolds(Epsilon), GainAndShift.EpsilonRule(Epsilon));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        if (shape.Rank == 0) throw new ShapeException("expects at least one axis", inputs);
        return shape[-1] % Groups == 0 ? shape : throw new ShapeException($"expects a number of channels that Groups {Groups} divides", inputs);
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
        return Ops.GroupNorm(inputs[0], Groups, gamma, beta, Epsilon);
    }
}
