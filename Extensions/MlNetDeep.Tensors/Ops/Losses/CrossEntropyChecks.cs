namespace MlNetDeep.Tensors;

// What the losses of classes share.
public static partial class Ops
{
    /// <summary>The number of rows of [..., classes].</summary>
    private static int CheckCrossEntropy(string operation, Tensor logits, CrossEntropyOptions options)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.Rank == 0 || logits.Shape[-1] == 0) ThrowShape(operation, "the logits are [..., classes] with at least one class", logits.Shape);
        if (options.ClassWeights is { } weights && weights.Length != logits.Shape[-1])
            ThrowShape(operation, $"there is one class weight per class, {logits.Shape[-1]}, but there are {weights.Length}", logits.Shape);
        if (!(options.LabelSmoothing >= 0 && options.LabelSmoothing <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.LabelSmoothing, $"{operation}: label smoothing is 0 to 1, but is {options.LabelSmoothing}");
        return RowsOf(logits.Shape);
    }

    private static void CheckLabels(string operation, Tensor logits, int rows, ReadOnlySpan<int> labels, CrossEntropyOptions options)
    {
        int classes = logits.Shape[-1];
        if (labels.Length != rows) ThrowShape(operation, $"there is one label per row of the logits, {rows}, but there are {labels.Length}", logits.Shape);
        for (int row = 0; row < rows; row++)
        {
            if ((uint)labels[row] >= (uint)classes && labels[row] != options.IgnoreIndex)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], $"{operation}: label {row} is {labels[row]}, but with logits of shape {logits.Shape} labels are 0 to {classes - 1}, or {options.IgnoreIndex} to ignore the row");
        }
    }
}
