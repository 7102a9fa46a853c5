using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// strength * sum(w^2), without a factor of one half, as in Keras (ridge regression, weight decay for plain SGD). As text <c>l2(0.01)</c>.
/// </summary>
/// <param name="Strength">The factor, finite and at least 0; it does not depend on the size of the batch.</param>
public sealed record L2(float Strength) : Regularizer
{
    /// <summary>The factor, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Strength { get; } = Checked(Strength, nameof(Strength));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => Ops.Sum(Ops.Square(weight)) * Strength;

    private protected override string Text => NamedValue.Format("l2", Strength);
}
