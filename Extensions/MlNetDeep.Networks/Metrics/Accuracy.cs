using MlNetDeep.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>The share of samples whose highest output is that of their label.</summary>
public sealed class Accuracy : MeanMetric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Compute(Tensor output, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        int[] labels = batch.Labels ?? throw new ArgumentException("accuracy needs a batch with labels; this data set has none", nameof(batch));
        if (output.Rank != 2 || output.Shape[0] != labels.Length)
            throw new ArgumentException($"accuracy expects an output of shape [{labels.Length}, classes]; received {output.Shape}", nameof(output));
        int classes = output.Shape[1], correct = 0;
        ReadOnlySpan<float> scores = output.Span;
        for (int i = 0; i < labels.Length; i++)
            if (TensorPrimitives.IndexOfMax(scores.Slice(i * classes, classes)) == labels[i]) correct++;
        return (double)correct / labels.Length;
    }
}
