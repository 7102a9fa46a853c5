using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A rule that a weight obeys after each step of training, for the <c>KernelConstraint</c> option of layers. As text, which converts by
/// itself: max_norm(limit), non_negative, unit_norm.
/// </summary>
/// <remarks>Norms are those of the numbers that lead to one output: of each slice along the axis of the outputs, which is the last one but in transposed convolutions.</remarks>
[JsonConverter(typeof(ConstraintConverter))]
public abstract record Constraint
{
    // Closed, because the file format knows each of them by name.
    private protected Constraint()
    {
    }

    /// <summary>Finds a constraint by its text.</summary>
    /// <param name="text">A name of the list above, in any case, for example <c>max_norm(3)</c>.</param>
    /// <returns>The constraint.</returns>
    /// <exception cref="ArgumentException">There is no such constraint, or its number is out of range.</exception>
    public static Constraint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NamedValue.Parse(text) switch
        {
            ("max_norm", [float limit]) => new MaxNorm(limit),
            ("non_negative", []) => new NonNegative(),
            ("unit_norm", []) => new UnitNormConstraint(),
            _ => throw new ArgumentException($"'{text}' is not a constraint; there are max_norm(limit), non_negative, unit_norm", nameof(text)),
        };
    }

    /// <summary>Finds a constraint by its text; see <see cref="Parse"/>.</summary>
    /// <param name="text">A name of the list above.</param>
    /// <exception cref="ArgumentException">There is no such constraint, or its number is out of range.</exception>
    public static implicit operator Constraint(string text) => Parse(text);

    /// <summary>Changes a weight in place, as little as is needed for it to obey.</summary>
    /// <param name="weight">The weight.</param>
    public abstract void Apply(Tensor weight);

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    private protected abstract string Text { get; }
}
