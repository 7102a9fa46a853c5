using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The numbers that lead to one output have a Euclidean norm of 1, or are all 0. As text <c>unit_norm</c>.</summary>
public sealed record UnitNormConstraint : Constraint
{
    /// <inheritdoc/>
    public override void Apply(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        OutputNorms.Scale(weight, norm => norm > 0 ? 1 / norm : 0);
    }

    private protected override string Text => "unit_norm";
}
