namespace MlNetDeep.Tuning;

/// <summary>One parameter of a <see cref="DeclaredSpace"/>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Distribution">What it may be.</param>
public sealed record DeclaredParameter(string Name, Distribution Distribution)
{
    /// <summary>The parameter that decides whether this one is asked for; null for always.</summary>
    public string? When { get; init; }

    /// <summary>The values of <see cref="When"/> for which this one is asked for.</summary>
    public IReadOnlyList<object?> WhenValues { get; init; } = [];
}
