using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The binary cross-entropy with easy examples weighed down, for yes-or-no questions where nearly all answers are no (Lin et al. 2017, as
/// in torchvision): a * (1 - q)^gamma * bce, where q is the probability given to the target and a is alpha for positives, 1 - alpha for
/// negatives. Takes logits, and labels 0 and 1 or targets.
/// </summary>
public sealed class FocalLoss : ElementwiseLoss
{
    /// <summary>The weight of positives, 0 to 1; null leaves all weights at 1; 0.25 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float? Alpha { get; init => field = value is float alpha ? Guard.Range(alpha, alpha is >= 0 and <= 1, "in [0, 1], or null") : null; } = 0.25f;

    /// <summary>How strongly easy examples are weighed down, finite and at least 0; 2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Gamma { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy { Binary = true }];

    /// <inheritdoc/>
    protected override bool TakesBinaryLabels => true;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Ops.SigmoidFocalLoss(output, targets, Alpha ?? -1, Gamma, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Ops.SigmoidFocalLoss(output, targets, Alpha ?? -1, Gamma);
}
