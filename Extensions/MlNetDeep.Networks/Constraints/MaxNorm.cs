using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// The numbers that lead to one output have a Euclidean norm of at most a limit; longer ones are scaled down (Srivastava et al. 2014,
/// beside dropout). As text <c>max_norm(3)</c>.
/// </summary>
/// <param name="Limit">The largest norm, finite and above 0.</param>
public sealed record MaxNorm(float Limit) : Constraint
{
    /// <summary>The largest norm, finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Limit { get; } = Guard.Range(Limit, float.IsFinite(Limit) && Limit > 0, "finite and above 0", nameof(Limit));

    /// <inheritdoc/>
    public override void Apply(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        OutputNorms.Scale(weight, norm => norm > Limit ? Limit / norm : 1);
    }

    private protected override string Text => NamedValue.Format("max_norm", Limit);
}
