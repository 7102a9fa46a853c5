namespace MlNetDeep.Tuning;

/// <summary>
/// A property of an options class that a trial sets to one of several choices: <c>[Choice("relu", "tanh")] public string Activation { get; set; }</c>.
/// Without choices, false and true for a bool and all values for an enum.
/// </summary>
/// <param name="choices">Strings, booleans, integers, doubles or null; for an enum its values.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoiceAttribute(params object?[]? choices) : Attribute
{
    /// <summary>The choices; empty for all that the property's type has.</summary>
    public IReadOnlyList<object?> Choices { get; } = choices ?? [null];

    /// <summary>True when the order of the choices matters, see <see cref="OrdinalDistribution"/>; false by default.</summary>
    public bool Ordered { get; init; }
}
