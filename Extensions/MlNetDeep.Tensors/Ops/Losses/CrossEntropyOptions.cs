namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.SoftmaxCrossEntropy(Tensor, ReadOnlySpan{int}, CrossEntropyOptions?)"/> weighs and reduces.</summary>
public sealed record CrossEntropyOptions
{
    /// <summary>One factor per class for the loss of its rows, for unbalanced classes; null (default) is 1 for each.</summary>
    public float[]? ClassWeights { get; init; }

    /// <summary>The share of each target that is spread evenly over all classes, 0 to 1 (Szegedy et al. 2016). Default 0.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>The label of rows that count for nothing. Default -100.</summary>
    public int IgnoreIndex { get; init; } = -100;

    /// <summary>
    /// What becomes of the losses of the rows. Default the mean, which with labels divides by the sum of the class weights of the
    /// rows that count, and with target probabilities by the number of rows; a mean over nothing is 0.
    /// </summary>
    public Reduction Reduction { get; init; }
}
