using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Normal numbers (Keras' <c>RandomNormal</c>). As text <c>normal(0.05)</c> or <c>normal(0.05,1)</c>; <c>random_normal</c> is read too.</summary>
/// <param name="StandardDeviation">Finite and at least 0; 0.05 by default.</param>
/// <param name="Mean">Finite; 0 by default.</param>
public sealed record RandomNormal(float StandardDeviation = 0.05f, float Mean = 0) : Initializer
{
    /// <summary>The standard deviation, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float StandardDeviation { get; } = AtLeastZero(StandardDeviation, nameof(StandardDeviation));

    /// <summary>The mean, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Mean { get; } = Finite(Mean, nameof(Mean));

    private protected override string Text => Mean == 0 ? NamedValue.Format("normal", StandardDeviation) : NamedValue.Format("normal", StandardDeviation, Mean);

    private protected override void Fill(Span<float> values, Shape shape, Philox random) => random.Normal(values, Mean, StandardDeviation);
}
