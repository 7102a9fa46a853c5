namespace MlNetDeep.Tuning;

/// <summary>
/// One of several choices in an order that matters, such as 16, 64, 256 or "small", "medium", "large": samplers take neighbours
/// for similar. Choices may be strings, booleans, integers, doubles or null; their order is the one in which they are given.
/// </summary>
public sealed record OrdinalDistribution : ChoiceDistribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="choices">At least one choice (string, bool, int, double or null), none twice, in order.</param>
    /// <exception cref="ArgumentException">There is no choice, one is there twice, or one is of another type.</exception>
    public OrdinalDistribution(params IEnumerable<object?> choices) : base(choices, "ordinal")
    {
    }

    /// <inheritdoc/>
    public bool Equals(OrdinalDistribution? other) => HasSameChoices(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashOfChoices() ^ 1;

    /// <inheritdoc/>
    public override string ToString() => "{" + Listed(" < ") + "}";
}
