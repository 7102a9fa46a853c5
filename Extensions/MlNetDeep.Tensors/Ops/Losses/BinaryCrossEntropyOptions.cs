namespace MlNetDeep.Tensors;

/// <summary>How <see cref="Ops.BinaryCrossEntropyWithLogits"/> weighs and reduces.</summary>
public sealed record BinaryCrossEntropyOptions
{
    /// <summary>
    /// Constant factors of the losses in a shape that broadcasts to that of the logits, such as [N, 1] for one per sample; null
    /// (default) is 1. The mean still divides by the number of elements.
    /// </summary>
    public Tensor? Weights { get; init; }

    /// <summary>
    /// Constant factors of the positive part of the losses, in a shape that broadcasts to that of the logits, such as [C] for one
    /// per class: above 1 they raise recall, below 1 precision. Null (default) is 1.
    /// </summary>
    public Tensor? PositiveWeights { get; init; }

    /// <summary>The share of each target that is moved to 1 / 2 (as in Keras), 0 to 1. Default 0.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>What becomes of the losses of the elements. Default their mean.</summary>
    public Reduction Reduction { get; init; }
}
