using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Normal numbers of which those beyond two standard deviations are drawn again (Keras' <c>TruncatedNormal</c>), so that their deviation
/// is 0.88 times the given one. As text <c>truncated_normal(0.05)</c> or <c>truncated_normal(0.05,1)</c>.
/// </summary>
/// <param name="StandardDeviation">That of the normal before it is cut, finite and at least 0; 0.05 by default.</param>
/// <param name="Mean">Finite; 0 by default.</param>
public sealed record TruncatedNormal(float StandardDeviation = 0.05f, float Mean = 0) : Initializer
{
    /// <summary>The standard deviation of the normal before it is cut, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float StandardDeviation { get; } = AtLeastZero(StandardDeviation, nameof(StandardDeviation));

    /// <summary>The mean, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Mean { get; } = Finite(Mean, nameof(Mean));

    private protected override string Text =>
        Mean == 0 ? NamedValue.Format("truncated_normal", StandardDeviation) : NamedValue.Format("truncated_normal", StandardDeviation, Mean);

    private protected override void Fill(Span<float> values, Shape shape, Philox random) => random.TruncatedNormal(values, Mean, StandardDeviation);
}
