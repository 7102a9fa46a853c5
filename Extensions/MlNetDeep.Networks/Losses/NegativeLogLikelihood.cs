using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The negative log-likelihood of the right class for an output that is normalised already: logarithms of probabilities, as PyTorch's
/// <c>NLLLoss</c> takes them, or probabilities. For logits take <see cref="SoftmaxCrossEntropy"/>, which is faster and more accurate.
/// </summary>
/// <remarks><inheritdoc cref="ClassificationLoss" path="/remarks"/></remarks>
public sealed class NegativeLogLikelihood : ClassificationLoss
{
    // Keras' epsilon: the smallest probability that has a logarithm here.
    private const float Smallest = 1e-7f;

    /// <summary>
    /// Whether the output is probabilities, those of a network that ends in a softmax, clipped to at least 1e-7 as in Keras; by default
    /// it is their logarithms.
    /// </summary>
    public bool FromProbabilities { get; init; }

    private protected override Tensor OfLabels(Tensor output, ReadOnlySpan<int> labels, CrossEntropyOptions options) =>
        Ops.NegativeLogLikelihood(Logarithms(output), labels, options);

    private protected override Tensor OfProbabilities(Tensor output, Tensor probabilities, Reduction reduction)
    {
        Tensor losses = -Ops.Sum(Logarithms(output) * probabilities, [-1]);
        return reduction == Reduction.None ? losses : Ops.Mean(losses);
    }

    private Tensor Logarithms(Tensor output) => FromProbabilities ? Ops.Log(Ops.Clamp(output, Smallest, 1)) : output;
}
