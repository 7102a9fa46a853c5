using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Turns indices, such as those of words or categories, into vectors that are learned. Input [...] of whole numbers from 0 to
/// InputSize - 1, given as floats, output [..., OutputSize].
/// </summary>
/// <remarks>
/// Weights: <c>embeddings</c> [InputSize, OutputSize]. An index that is fractional or out of range is refused with its sample and
/// position. Has no gradient for its input.
/// </remarks>
/// <param name="InputSize">The number of indices, from 1 to 16,777,216: floats hold whole numbers up to there.</param>
/// <param name="OutputSize">The length of the vectors, at least 1.</param>
public sealed record Embedding(int InputSize, int OutputSize) : Layer
{
    private const int MaximumInputSize = 1 << 24;

    /// <summary>
    /// True when index 0 stands for padding: its vector starts with zeros and gets no gradient, as PyTorch's <c>padding_idx=0</c>; false
    /// by default. The graph carries no masks; give layers after it the lengths that <see cref="SequenceLengths"/> counts.
    /// </summary>
    public bool MaskZero { get; init; }

    /// <summary>How the vectors start; uniform in plus or minus 0.05 by default, as in Keras.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = new RandomUniform();

    /// <summary>A penalty on the vectors, for example "l2(0.0005)"; null (the default) for none.</summary>
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>A rule that the vectors obey after each step, for example "non_negative"; null (the default) for none.</summary>
    public Constraint? EmbeddingsConstraint { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(InputSize is >= 1 and <= MaximumInputSize, $"InputSize must be from 1 to {MaximumInputSize}, is {InputSize}");
        Require(OutputSize >= 1, $"OutputSize must be at least 1, is {OutputSize}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [.. Single(inputs).Dimensions, OutputSize];

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) =>
    [
        new WeightSpec("embeddings", [InputSize, OutputSize], MaskZero ? new PaddedRows(EmbeddingsInitializer) : EmbeddingsInitializer)
        {
            Regularizer = EmbeddingsRegularizer,
            Constraint = EmbeddingsConstraint,
        },
    ];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An index is fractional or out of range.</exception>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        ReadOnlySpan<float> numbers = inputs[0].Span;
        int[] indices = new int[numbers.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            float number = numbers[i];
            if (!(number >= 0 && number < InputSize && float.IsInteger(number))) throw NotAnIndex(number, i, inputs[0].Shape);
            indices[i] = (int)number;
        }
        return Ops.Embedding(weights[0], indices, inputs[0].Shape, MaskZero ? 0 : null);
    }

    private ArgumentException NotAnIndex(float number, int place, Shape shape)
    {
        int each = shape.Count / shape[0];
        return new ArgumentException(FormattableString.Invariant(
            $"indices must be whole numbers from 0 to {InputSize - 1}, that of sample {place / each} at position {place % each} is {number}"));
    }
}
