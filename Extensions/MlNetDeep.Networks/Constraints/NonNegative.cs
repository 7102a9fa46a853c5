using MlNetDeep.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>No number below 0: negative ones become 0. As text <c>non_negative</c>.</summary>
public sealed record NonNegative : Constraint
{
    /// <inheritdoc/>
    public override void Apply(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        TensorPrimitives.Max(weight.Span, 0f, weight.Span);
    }

    private protected override string Text => "non_negative";
}
