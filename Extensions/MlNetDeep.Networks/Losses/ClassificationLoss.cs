using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What the losses of one class out of several share: class weights, ignored labels and the weighted mean over rows.</summary>
/// <remarks>
/// The output is [N, classes] with a label for each sample, or [N, ..., classes] with one for each position: pixels of a segmentation,
/// steps of a sequence. Labels of positions are targets in the output's shape without the classes, as whole numbers. The mean is
/// sum(v * w[label] * loss) / sum(v * w[label]) over all rows with the weights v of samples and w of classes, as in PyTorch.
/// </remarks>
public abstract class ClassificationLoss : Loss
{
    private protected ClassificationLoss()
    {
    }

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

    /// <summary>
    /// The label of rows that count for nothing, such as 255 for pixels between regions; null (the default) for none.
    /// </summary>
    public int? IgnoreLabel { get; init; }

    /// <inheritdoc/>
    public sealed override bool UsesSampleWeights => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> DefaultMetrics => [new Accuracy { IgnoreLabel = IgnoreLabel }];

    /// <inheritdoc/>
    public sealed override Tensor Compute(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Labels is null && batch.Targets is { } probabilities && probabilities.Shape == output.Shape)
        {
            CheckClasses(output);
            return OfProbabilities(output, probabilities, batch);
        }
        int[] labels = LossInputs.Labels(GetType().Name, output, batch, IgnoreLabel);
        int classes = CheckClasses(output);
        if (ClassWeights is not null && ClassWeights.Count != classes)
            throw new ArgumentException($"{GetType().Name} has {ClassWeights.Count} class weights for an output of {classes} classes");
        var options = new CrossEntropyOptions
        {
            ClassWeights = ClassWeights is null ? null : [.. ClassWeights],
            // No label can be below 0 unless it is the one to ignore, so that without one nothing is ignored.
            IgnoreIndex = IgnoreLabel ?? int.MinValue,
            Reduction = batch.SampleWeights is null ? Reduction.Mean : Reduction.None,
        };
        Tensor losses = OfLabels(output, labels, options);
        return batch.SampleWeights is null ? losses : WeightedMean(losses, batch, WeightOfLabels(labels, batch));
    }

    /// <inheritdoc/>
    public sealed override double WeightOf(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (ClassWeights is null && IgnoreLabel is null) return base.WeightOf(batch);
        if (batch.Labels is { } labels) return WeightOfLabels(labels, batch);
        return batch.Targets is { } targets ? WeightOfLabels(Array.ConvertAll(targets.ToArray(), value => (int)value), batch) : batch.Count;
    }

    private protected abstract Tensor OfLabels(Tensor output, ReadOnlySpan<int> labels, CrossEntropyOptions options);

    private protected abstract Tensor OfProbabilities(Tensor output, Tensor probabilities, Reduction reduction);

    /// <summary>One class alone has a probability of 1 whatever the output, so that nothing would be learned and nobody told.</summary>
    private int CheckClasses(Tensor output) =>
        output.Rank >= 2 && output.Shape[-1] >= 2 ? output.Shape[-1]
        : throw new ArgumentException($"{GetType().Name} expects an output [N, ..., classes] of at least 2 classes; received {output.Shape}; for one number per sample take BinaryCrossEntropy", nameof(output));

    private Tensor OfProbabilities(Tensor output, Tensor probabilities, Batch batch)
    {
        if (ClassWeights is not null || IgnoreLabel is not null)
            throw new InvalidOperationException($"{GetType().Name} has class weights or a label to ignore, which need labels; the targets of shape {probabilities.Shape} are probabilities");
        if (batch.SampleWeights is null) return OfProbabilities(output, probabilities, Reduction.Mean);
        Tensor losses = OfProbabilities(output, probabilities, Reduction.None);
        return WeightedMean(losses, batch, base.WeightOf(batch) * (losses.Count / batch.Count));
    }

    private static Tensor WeightedMean(Tensor losses, Batch batch, double sum)
    {
        Tensor weights = Tensor.From(batch.SampleWeights!, [batch.Count, 1]);
        return Ops.Sum(losses.Reshape([batch.Count, losses.Count / batch.Count]) * weights) * (float)(sum > 0 ? 1 / sum : 0);
    }

    private double WeightOfLabels(int[] labels, Batch batch)
    {
        int positions = labels.Length / batch.Count;
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] != IgnoreLabel) sum += (double)(ClassWeights?[labels[i]] ?? 1) * (batch.SampleWeights?[i / positions] ?? 1);
        return sum;
    }
}
