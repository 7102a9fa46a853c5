using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The negative log-likelihood of the right class under a softmax of the output: the loss for one class out of several.
/// Takes logits, so the network's last layer has no softmax.
/// </summary>
/// <remarks>With class weights the mean is weighted: sum(w[label] * loss) / sum(w[label]), as in PyTorch.</remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    /// <summary>
    /// A weight for each class, finite and at least 0, for example the inverse of its frequency; null (the default) weighs all the
    /// same.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public IReadOnlyList<float>? ClassWeights
    {
        get;
        init
        {
            foreach (float weight in value ?? []) Guard.Range(weight, float.IsFinite(weight) && weight >= 0, "finite and at least 0");
            field = value;
        }
    }

    /// <summary>The share of probability spread evenly over all classes (Szegedy et al. 2016), in [0, 1); 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float LabelSmoothing { get; init => field = Guard.Range(value, value is >= 0 and < 1, "in [0, 1)"); }

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy()];

    /// <inheritdoc/>
    public override Tensor Compute(Tensor output, Batch batch)
    {
        int[] labels = LabelsOf(output, batch);
        return Ops.SoftmaxCrossEntropy(output, labels, new CrossEntropyOptions
        {
            ClassWeights = ClassWeights is null ? null : [.. ClassWeights],
            LabelSmoothing = LabelSmoothing,
        });
    }

    /// <inheritdoc/>
    public override double WeightOf(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (ClassWeights is null || batch.Labels is null) return batch.Count;
        double sum = 0;
        foreach (int label in batch.Labels) sum += ClassWeights[label];
        return sum;
    }

    private int[] LabelsOf(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        int[] labels = batch.Labels ?? throw new ArgumentException("SoftmaxCrossEntropy needs a batch with labels; this data set has none", nameof(batch));
        if (output.Rank != 2 || output.Shape[0] != labels.Length)
            throw new ArgumentException($"SoftmaxCrossEntropy expects logits of shape [{labels.Length}, classes] for {labels.Length} labels; received {output.Shape}", nameof(output));
        int classes = output.Shape[1];
        if (ClassWeights is not null && ClassWeights.Count != classes)
            throw new ArgumentException($"SoftmaxCrossEntropy has {ClassWeights.Count} class weights for an output of {classes} classes");
        foreach (int label in labels)
            if ((uint)label >= (uint)classes)
                throw new ArgumentException($"label {label} is out of range: the network's output has {classes} classes, 0 to {classes - 1}", nameof(batch));
        return labels;
    }
}
