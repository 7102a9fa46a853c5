using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The number of valid steps of sequences that are padded with zeros at their end: the position of the last number other than 0, counted
/// from 1; 0 if there is none. Input [steps], indices as for an <see cref="Embedding"/>, output [1].
/// </summary>
/// <remarks>
/// What Keras does with a mask: the output is the second input of recurrent layers, of <see cref="Bidirectional"/>, and the last of a
/// <see cref="MultiHeadAttention"/> with <see cref="MultiHeadAttention.KeyLengths"/>. A zero before the last other number counts as valid.
/// Has no gradient.
/// </remarks>
/// <example><code>
/// Node words = Network.Input([50]);
/// Node state = new Lstm(32).Call(words.Apply(new Embedding(1000, 16) { MaskZero = true }), words.Apply(new SequenceLengths()));
/// </code></example>
public sealed record SequenceLengths : Layer
{
    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Single(inputs, "steps");
        return [1];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int steps = inputs[0].Shape[1];
        Tensor lengths = Tensor.Uninitialized([inputs[0].Shape[0], 1]);
        for (int i = 0; i < lengths.Count; i++) lengths.Span[i] = inputs[0].Span.Slice(i * steps, steps).LastIndexOfAnyExcept(0f) + 1;
        return lengths;
    }

    /// <summary>Reads lengths [N, 1] that a layer received.</summary>
    internal static int[] Read(Tensor lengths, int steps)
    {
        int[] numbers = new int[lengths.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            float length = lengths.Span[i];
            if (!(length >= 0 && length <= steps && float.IsInteger(length)))
                throw new ArgumentException(FormattableString.Invariant($"lengths must be whole numbers from 0 to {steps}, that of sample {i} is {length}"));
            numbers[i] = (int)length;
        }
        return numbers;
    }
}
