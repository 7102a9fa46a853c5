using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>strength * sum(|w|): drives weights that matter little to exactly zero (the lasso, Tibshirani 1996). As text <c>l1(0.01)</c>.</summary>
/// <param name="Strength">The factor, finite and at least 0; it does not depend on the size of the batch, as in Keras.</param>
public sealed record L1(float Strength) : Regularizer
{
    /// <summary>The factor, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Strength { get; } = Checked(Strength, nameof(Strength));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => Ops.Sum(Ops.Abs(weight)) * Strength;

    private protected override string Text => NamedValue.Format("l1", Strength);
}
