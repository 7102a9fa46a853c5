using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What losses and metrics compare an output with, checked and in the output's shape.</summary>
internal static class LossInputs
{
    /// <summary>The targets in the output's shape; a last axis of 1 may stand on either side alone.</summary>
    public static Tensor Targets(string name, Tensor output, Batch batch)
    {
        Tensor targets = batch.Targets ?? throw new ArgumentException($"{name} needs a batch with targets; this data set has none", nameof(batch));
        if (output.Shape == targets.Shape) return targets;
        if (!SameButForUnit(output.Shape, targets.Shape))
            throw new ArgumentException($"{name} expects an output of the targets' shape {targets.Shape}; received {output.Shape}", nameof(output));
        return targets.Reshape(output.Shape);
    }

    /// <summary>Labels 0 and 1 as targets of an output with one number per sample.</summary>
    public static Tensor BinaryLabels(string name, Tensor output, int[] labels)
    {
        if (output.Rank == 0 || output.Shape[0] != labels.Length || output.Count != labels.Length)
            throw new ArgumentException($"{name} expects an output of shape [{labels.Length}, 1] for {labels.Length} labels of two classes; received {output.Shape}", nameof(output));
        Tensor targets = Tensor.Uninitialized(output.Shape);
        Span<float> values = targets.Span;
        for (int i = 0; i < labels.Length; i++) values[i] = Class(labels[i], 2);
        return targets;
    }

    /// <summary>The labels of each row of [N, ..., classes]: those of the batch, or targets without the last axis.</summary>
    public static int[] Labels(string name, Tensor output, Batch batch, int? ignored)
    {
        if (batch.Labels is { } own)
        {
            if (output.Rank != 2 || output.Shape[0] != own.Length)
                throw new ArgumentException($"{name} expects an output of shape [{own.Length}, classes] for {own.Length} labels; received {output.Shape}", nameof(output));
            foreach (int label in own)
                if (label != ignored) Class(label, output.Shape[1]);
            return own;
        }
        Tensor targets = batch.Targets ?? throw NoLabels(name);
        if (!AreLabels(output.Shape, targets.Shape))
            throw new ArgumentException($"{name} expects an output [N, ..., classes] and targets of its shape without the classes; received {output.Shape} and {targets.Shape}", nameof(output));
        var labels = new int[targets.Count];
        ReadOnlySpan<float> values = targets.Span;
        for (int i = 0; i < labels.Length; i++)
            labels[i] = values[i] == ignored ? ignored.Value : Class(values[i], output.Shape[-1]);
        return labels;
    }

    /// <summary>Whether targets are labels of the rows of an output [N, ..., classes]: its shape without the last axis, or with 1 there.</summary>
    public static bool AreLabels(Shape output, Shape targets) =>
        output.Rank >= 2 && SameButForUnit(new Shape(output.Dimensions[..^1]), targets);

    /// <summary>Whether two shapes are the same, or would be with an axis of 1 after one of them.</summary>
    public static bool SameButForUnit(Shape a, Shape b) =>
        a == b || (a.Rank == b.Rank + 1 && a[-1] == 1 && a.Dimensions[..^1].SequenceEqual(b.Dimensions))
        || (b.Rank == a.Rank + 1 && b[-1] == 1 && b.Dimensions[..^1].SequenceEqual(a.Dimensions));

    /// <summary>The mean over all axes but the first.</summary>
    public static Tensor MeanPerSample(Tensor values) => values.Rank == 1 ? values : Ops.Mean(Ops.Flatten(values), [1]);

    public static int Class(int label, int classes) => (uint)label < (uint)classes ? label : throw OutOfRange(label, classes);

    public static int Class(float label, int classes) =>
        label >= 0 && label < classes && label == MathF.Truncate(label) ? (int)label : throw OutOfRange(label, classes);

    public static ArgumentException NoLabels(string name) => new($"{name} needs a batch with labels or targets; this data set has none");

    private static ArgumentException OutOfRange(float label, int classes) =>
        new(FormattableString.Invariant($"label {label} is out of range: the network's output has {classes} classes, 0 to {classes - 1}"));
}
