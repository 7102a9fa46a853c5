namespace MlNetDeep.Tuning;

/// <summary>
/// Makes a property conditional: it is asked for only when another one has one of some values, and keeps its default otherwise:
/// <c>[When(nameof(Optimizer), "sgd"), Range(0, 0.99)] public double Momentum { get; set; }</c>.
/// </summary>
/// <param name="property">The other property, which comes before this one.</param>
/// <param name="values">Its values, at least one.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WhenAttribute(string property, params object?[]? values) : Attribute
{
    /// <summary>The other property.</summary>
    public string Property { get; } = property;

    /// <summary>The values for which the property is asked for.</summary>
    public IReadOnlyList<object?> Values { get; } = values ?? [null];
}
