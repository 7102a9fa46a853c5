namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// The binary cross-entropy with easy examples weighed down, for dense detection where nearly all targets are negative (Lin et
    /// al. 2017, as in torchvision): <c>a (1 - q)^gamma bce(x, t)</c>, where q is the probability given to the target and a is alpha
    /// for positives, 1 - alpha for negatives.
    /// </summary>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">The same shape, 0 to 1.</param>
    /// <param name="alpha">The weight of positives, 0 to 1; a negative number leaves all weights at 1. Default 0.25.</param>
    /// <param name="gamma">How strongly easy examples are weighed down, at least 0; 0 not at all. Default 2.</param>
    /// <param name="reduction">What becomes of the losses of the elements. Default their mean.</param>
    /// <param name="weights">
    /// Constant factors of the losses in a shape that broadcasts to that of the logits, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </param>
    /// <returns>A scalar, or without reduction the shape of the logits. The targets have a gradient too.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Alpha or gamma is not in its range.</exception>
    public static Tensor SigmoidFocalLoss(Tensor logits, Tensor targets, float alpha = 0.25f, float gamma = 2, Reduction reduction = Reduction.Mean, Tensor? weights = null)
    {
        if (!(alpha <= 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"SigmoidFocalLoss: alpha is at most 1, but is {alpha}");
        CheckAtLeastZero("SigmoidFocalLoss", nameof(gamma), gamma);
        return PairLoss("SigmoidFocalLoss", LossFunction.SigmoidFocal, logits, targets, reduction, weights, null, alpha, gamma);
    }
}
