namespace MlNetDeep.Tuning;

/// <summary>One of several choices without an order: strings, booleans, integers, doubles or null.</summary>
public sealed record CategoricalDistribution : ChoiceDistribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="choices">At least one choice (string, bool, int, double or null), none twice.</param>
    /// <exception cref="ArgumentException">There is no choice, one is there twice, or one is of another type.</exception>
    public CategoricalDistribution(params IEnumerable<object?> choices) : base(choices, "categorical")
    {
    }

    /// <inheritdoc/>
    public bool Equals(CategoricalDistribution? other) => HasSameChoices(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashOfChoices();

    /// <inheritdoc/>
    public override string ToString() => "{" + Listed(", ") + "}";
}
