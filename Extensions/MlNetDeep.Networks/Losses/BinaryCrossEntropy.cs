using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The cross-entropy of yes-or-no questions, one per number of the output: two classes with an output [N] or [N, 1] and labels 0 and 1, or
/// several labels at once with targets of the output's shape, 0 to 1. Takes logits unless told otherwise, so the network's last layer has
/// no sigmoid.
/// </summary>
/// <remarks>-(w * t * log p + (1 - t) * log(1 - p)) with the probability p, the target t and the weight w of positives, as in PyTorch.</remarks>
public sealed class BinaryCrossEntropy : ElementwiseLoss
{
    /// <summary>
    /// Whether the output is logits, which is more accurate; true by default. False for probabilities, those of a network that ends in a
    /// sigmoid: their logarithms are at least -100 then, as in PyTorch.
    /// </summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>The share of each target that is moved to 1 / 2, as in Keras, in [0, 1); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float LabelSmoothing { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); }

    /// <summary>
    /// How much positives count, finite and at least 0: one number for all, or one for each position of the output's last axis; above 1
    /// raises recall, below 1 precision. Null (the default) is 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public IReadOnlyList<float>? PositiveWeights
    {
        get;
        init
        {
            foreach (float weight in value ?? []) Guard.Range(weight, float.IsFinite(weight) && weight >= 0, "finite and at least 0");
            field = value;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy { Binary = true, FromLogits = FromLogits }];

    /// <inheritdoc/>
    protected override bool TakesBinaryLabels => true;

    /// <inheritdoc/>
    protected override Tensor Elements(Tensor output, Tensor targets) => Compute(output, targets, Reduction.None);

    /// <inheritdoc/>
    protected override Tensor MeanOf(Tensor output, Tensor targets) => Compute(output, targets, Reduction.Mean);

    private Tensor Compute(Tensor output, Tensor targets, Reduction reduction)
    {
        Tensor? weights = Weights(output);
        if (FromLogits)
        {
            return Ops.BinaryCrossEntropyWithLogits(output, targets, new BinaryCrossEntropyOptions
            {
                LabelSmoothing = LabelSmoothing,
                PositiveWeights = weights,
                Reduction = reduction,
            });
        }
        if (LabelSmoothing > 0) targets = targets * (1 - LabelSmoothing) + LabelSmoothing / 2;
        Tensor losses = Ops.BinaryCrossEntropy(output, targets, reduction);
        // The positive part of the loss once more, as often as its weight is above 1.
        return weights is null ? losses : losses + Ops.BinaryCrossEntropy(output, Tensor.Ones(output.Shape), reduction, targets * (weights - 1f));
    }

    private Tensor? Weights(Tensor output)
    {
        if (PositiveWeights is null) return null;
        if (PositiveWeights.Count != 1 && (output.Rank < 2 || PositiveWeights.Count != output.Shape[-1]))
            throw new ArgumentException($"BinaryCrossEntropy has {PositiveWeights.Count} weights of positives for an output of shape {output.Shape}; it takes one, or one for each position of the last axis", nameof(output));
        return Tensor.From([.. PositiveWeights], [PositiveWeights.Count]);
    }
}
