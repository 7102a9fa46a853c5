namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// How much a predicted distribution differs from a target distribution: <c>t (log t - x)</c> element by element, for
    /// distillation and variational models. What a sample sums up to is its divergence, so <see cref="Reduction.BatchMean"/>, the
    /// default, is the mean divergence.
    /// </summary>
    /// <param name="logProbabilities">The logarithms x of the predicted probabilities, such as from <see cref="LogSoftmax"/>; any shape.</param>
    /// <param name="targets">The same shape: probabilities, where one of 0 adds nothing, or their logarithms.</param>
    /// <param name="logTargets">Whether the targets are logarithms. Default false.</param>
    /// <param name="reduction">What becomes of the terms. Default their sum per sample, averaged.</param>
    /// <param name="weights">
    /// Constant factors of the terms in a shape that broadcasts to that of the targets, such as [N, 1] for one per sample; null
    /// (default) is 1.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the targets, which have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor KullbackLeiblerDivergence(Tensor logProbabilities, Tensor targets, bool logTargets = false, Reduction reduction = Reduction.BatchMean, Tensor? weights = null) =>
        PairLoss("KullbackLeiblerDivergence", logTargets ? LossFunction.KullbackLeiblerLog : LossFunction.KullbackLeibler, logProbabilities, targets, reduction, weights);
}
