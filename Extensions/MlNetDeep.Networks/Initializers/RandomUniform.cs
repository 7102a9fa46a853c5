using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Uniform numbers (Keras' <c>RandomUniform</c>). As text <c>uniform(-0.05,0.05)</c>; <c>random_uniform</c> is read too.</summary>
/// <param name="Minimum">The least, finite; -0.05 by default.</param>
/// <param name="Maximum">The limit above, finite and at least <paramref name="Minimum"/>; 0.05 by default.</param>
public sealed record RandomUniform(float Minimum = -0.05f, float Maximum = 0.05f) : Initializer
{
    /// <summary>The least number, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Minimum { get; } = Finite(Minimum, nameof(Minimum));

    /// <summary>The limit above, finite and at least <see cref="Minimum"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Maximum { get; } = Guard.Range(Maximum, float.IsFinite(Maximum) && Maximum >= Minimum, FormattableString.Invariant($"finite and at least Minimum {Minimum}"), nameof(Maximum));

    private protected override string Text => NamedValue.Format("uniform", Minimum, Maximum);

    private protected override void Fill(Span<float> values, Shape shape, Philox random) => random.Uniform(values, Minimum, Maximum);
}
