using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adds a vector to each step that is learned for its position, so that attention can tell positions apart (Gehring et al. 2017). Input
/// and output [steps, features].
/// </summary>
/// <remarks>
/// Weights: <c>embeddings</c> [MaxLength, features]. As KerasHub's layer of this name, but with the sum taken here.
/// </remarks>
/// <param name="MaxLength">The largest number of steps, at least 1.</param>
public sealed record PositionEmbedding(int MaxLength) : Layer
{
    /// <summary>How the vectors start; Glorot uniform by default, as in KerasHub.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = new GlorotUniform();

    /// <inheritdoc/>
    public override void Validate() => Require(MaxLength >= 1, $"MaxLength must be at least 1, is {MaxLength}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs, "steps, features");
        return shape[0] <= MaxLength ? shape : throw new ShapeException($"expects at most MaxLength {MaxLength} steps", inputs);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [new WeightSpec("embeddings", [MaxLength, inputs[0][1]], EmbeddingsInitializer)];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        return inputs[0] + Ops.Slice(weights[0], 0, 0, inputs[0].Shape[1]);
    }
}
