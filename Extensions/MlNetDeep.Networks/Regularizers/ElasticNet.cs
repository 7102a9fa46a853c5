using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// l1 * sum(|w|) + l2 * sum(w^2) (Zou and Hastie 2005; Keras' <c>L1L2</c>). As text <c>elastic_net(0.01,0.001)</c>.
/// </summary>
/// <param name="L1">The factor of the sum of absolute values, finite and at least 0.</param>
/// <param name="L2">The factor of the sum of squares, finite and at least 0.</param>
public sealed record ElasticNet(float L1, float L2) : Regularizer
{
    /// <summary>The factor of the sum of absolute values, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float L1 { get; } = Checked(L1, nameof(L1));

    /// <summary>The factor of the sum of squares, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float L2 { get; } = Checked(L2, nameof(L2));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor weight) => Ops.Sum(Ops.Abs(weight)) * L1 + Ops.Sum(Ops.Square(weight)) * L2;

    private protected override string Text => NamedValue.Format("elastic_net", L1, L2);
}
