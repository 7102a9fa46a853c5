using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adds fixed waves to each step so that attention can tell positions apart (Vaswani et al. 2017): sin(position / 10000^(i / features))
/// to the even features i, the cosine of the same angle to the odd ones after them. Input and output [steps, features].
/// </summary>
/// <remarks>Weights: <c>encoding</c> [steps, features], which is not trained.</remarks>
public sealed record PositionalEncoding : Layer
{
    /// <summary>The wavelength of the slowest wave over 2 pi, finite and above 1; 10,000 by default.</summary>
    public float MaxWavelength { get; init; } = 10_000;

    /// <inheritdoc/>
    public override void Validate() =>
        Require(float.IsFinite(MaxWavelength) && MaxWavelength > 1, FormattableString.Invariant($"MaxWavelength must be finite and above 1, is {MaxWavelength}"));

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "steps, features");

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [new WeightSpec("encoding", inputs[0], new Sinusoids(MaxWavelength)) { Trainable = false, Decays = false }];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        return inputs[0] + weights[0];
    }
}
