using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The negative log-likelihood of the right class under a softmax of the output: the loss for one class out of several.
/// Takes logits, so the network's last layer has no softmax.
/// </summary>
/// <remarks>
/// <inheritdoc cref="ClassificationLoss" path="/remarks"/>
/// Without labels, targets of the output's shape are probabilities of the classes. Of Keras it is both the categorical and the sparse
/// categorical cross-entropy, with <c>from_logits=True</c>.
/// </remarks>
public sealed class SoftmaxCrossEntropy : ClassificationLoss
{
    /// <summary>The share of probability spread evenly over all classes (Szegedy et al. 2016), in [0, 1); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float LabelSmoothing { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); }

    private protected override Tensor OfLabels(Tensor output, ReadOnlySpan<int> labels, CrossEntropyOptions options) =>
        Ops.SoftmaxCrossEntropy(output, labels, options with { LabelSmoothing = LabelSmoothing });

    private protected override Tensor OfProbabilities(Tensor output, Tensor probabilities, Reduction reduction) =>
        Ops.SoftmaxCrossEntropy(output, probabilities, new CrossEntropyOptions { LabelSmoothing = LabelSmoothing, Reduction = reduction });
}
