using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A matrix with <see cref="Gain"/> in its diagonal and zeros elsewhere, square or not: the start of a recurrent kernel that keeps its
/// state (Le et al. 2015). As text <c>identity</c> or <c>identity(0.5)</c>. For weights of two axes only.
/// </summary>
/// <param name="Gain">The diagonal, finite; 1 by default.</param>
public sealed record Identity(float Gain = 1) : Initializer
{
    /// <summary>The number in the diagonal, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Gain { get; } = Finite(Gain, nameof(Gain));

    private protected override string Text => Gain == 1 ? "identity" : NamedValue.Format("identity", Gain);

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        if (shape.Rank != 2) throw new ArgumentException($"the initializer {Text} is for weights of two axes; received {shape}");
        values.Clear();
        for (int i = 0; i < Math.Min(shape[0], shape[1]); i++) values[i * shape[1] + i] = Gain;
    }
}
