using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The negative log-likelihood of counts under a Poisson distribution, for regression of counts, without the term that does not
/// depend on the output.
/// </summary>
public sealed class Poisson : ElementwiseLoss
{
    /// <summary>
    /// Whether the output is the logarithm x of the expected count, with the loss exp(x) - target * x, as PyTorch's
    /// <c>PoissonNLLLoss</c>; true by default. False for the expected count x itself, with x - target * log(x + 1e-8), as in Keras; the
    /// network then ends in an activation that is above 0.
    /// </summary>
    public bool FromLogarithm { get; init; } = true;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) =>
        Ops.PoissonNegativeLogLikelihood(output, targets, FromLogarithm, reduction: Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.PoissonNegativeLogLikelihood(output, targets, FromLogarithm);
}
