using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Parametric ReLU (He et al. 2015): x above 0, else alpha * x, with slopes that are learned, one per channel (the last axis) or one for
/// all. Input and output have the same shape.
/// </summary>
/// <remarks>
/// Weights: <c>alpha</c>, [channels], or [1] when shared; it does not decay, as the paper advises. One slope per channel is what Keras
/// does for images with <c>shared_axes=[1, 2]</c> and for vectors by default; Keras' default for images, a slope for each pixel, ties
/// the network to one image size and is not offered.
/// </remarks>
public sealed record PRelu : Layer
{
    /// <summary>True for one slope for all channels, PyTorch's default; false (the default) for one per channel.</summary>
    public bool Shared { get; init; }

    /// <summary>How the slopes start; 0.25 by default, as in the paper and in PyTorch (Keras: 0).</summary>
    public Initializer AlphaInitializer { get; init; } = new Constant(0.25f);

    /// <summary>A penalty on the slopes; null (the default) for none.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>A rule that the slopes obey after each step, for example "non_negative"; null (the default) for none.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        return shape.Rank > 0 ? shape : throw new ShapeException("expects at least one axis", inputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [new WeightSpec("alpha", [Shared ? 1 : inputs[0][-1]], AlphaInitializer) { Decays = false, Regularizer = AlphaRegularizer, Constraint = AlphaConstraint }];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        return Ops.PRelu(inputs[0], weights[0]);
    }
}
