namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The negative log-likelihood of counts under a Poisson distribution, for regression of counts, as in PyTorch:
    /// <c>exp(x) - t x</c> for the logarithm x of the expected count, or <c>x - t log(x + 1e-8)</c> for the count itself.
    /// </summary>
    /// <param name="output">Any shape.</param>
    /// <param name="counts">The targets t in the same shape, at least 0.</param>
    /// <param name="logOutput">Whether the output is the logarithm of the expected count. Default true.</param>
    /// <param name="full">
    /// Whether to add Stirling's approximation of <c>log(t!)</c> for counts above 1, which does not depend on the output. Default
    /// false.
    /// </param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the output, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the output. The counts have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor PoissonNegativeLogLikelihood(Tensor output, Tensor counts, bool logOutput = true, bool full = false, Reduction reduction = Reduction.Mean, Tensor? weights = null)
    {
        LossFunction function = (logOutput, full) switch
        {
            (true, true) => LossFunction.PoissonLogFull,
            (true, false) => LossFunction.PoissonLog,
            (false, true) => LossFunction.PoissonFull,
            (false, false) => LossFunction.Poisson,
        };
        return PairLoss("PoissonNegativeLogLikelihood", function, output, counts, reduction, weights);
    }
}
