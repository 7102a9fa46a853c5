using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Local response normalisation across channels (Krizhevsky, Sutskever and Hinton 2012, AlexNet):
/// x / (k + alpha / size * sum(x^2))^beta, the sum over the size channels around the channel at the same position, with zeros outside.
/// Input and output have the same shape, channels last.
/// </summary>
/// <remarks>
/// As PyTorch's <c>LocalResponseNorm</c> and Caffe, alpha is divided by the size; TensorFlow and the paper do not divide. The defaults
/// are those of AlexNet in Caffe and PyTorch; the paper's own numbers (k = 2, n = 5, alpha = 1e-4, beta = 0.75) are
/// <c>new LocalResponseNorm { Alpha = 5e-4f, K = 2 }</c> here. The layer learns nothing and is the same in training.
/// </remarks>
/// <param name="Size">
/// The channels of a window, at least 1; 5 by default. With an even number one more lies before the channel than after it.
/// </param>
public sealed record LocalResponseNorm(int Size = 5) : Layer
{
    /// <summary>The weight of the window's mean square, finite and at least 0; 1e-4 by default.</summary>
    public float Alpha { get; init; } = 1e-4f;

    /// <summary>The exponent, finite and at least 0; 0.75 by default.</summary>
    public float Beta { get; init; } = 0.75f;

    /// <summary>The constant added to the weighted mean square, finite and above 0; 1 by default.</summary>
    public float K { get; init; } = 1;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Size >= 1, FormattableString.Invariant($"Size must be at least 1, is {Size}"));
        Require(float.IsFinite(Alpha) && Alpha >= 0, FormattableString.Invariant($"Alpha must be finite and at least 0, is {Alpha}"));
        Require(float.IsFinite(Beta) && Beta >= 0, FormattableString.Invariant($"Beta must be finite and at least 0, is {Beta}"));
        Require(float.IsFinite(K) && K > 0, FormattableString.Invariant($"K must be finite and above 0, is {K}"));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        return shape.Rank > 0 ? shape : throw new ShapeException("expects at least one axis", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.LocalResponseNorm(inputs[0], new LocalResponseNormOptions { Size = Size, Alpha = Alpha, Beta = Beta, K = K });
    }
}
