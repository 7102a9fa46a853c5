using System.Collections.Immutable;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>One of several unordered choices: strings, booleans, integers, doubles or null. NaN equals itself here.</summary>
public sealed record CategoricalDistribution : Distribution
{
    /// <summary>Creates the distribution.</summary>
    /// <param name="choices">At least one choice (string, bool, int, double or null), none twice.</param>
    /// <exception cref="ArgumentException">There is no choice, one is there twice, or one is of another type.</exception>
    public CategoricalDistribution(params IEnumerable<object?> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        Choices = [.. choices];
        if (Choices.IsEmpty) throw new ArgumentException("a categorical parameter needs at least one choice");
        for (int i = 0; i < Choices.Length; i++)
        {
            if (!Scalar.IsSupported(Choices[i])) throw new ArgumentException($"choices are strings, booleans, integers, doubles or null, but choice {i} is {Scalar.Describe(Choices[i])}");
            if (IndexOf(Choices[i]) < i) throw new ArgumentException($"choice {Scalar.Describe(Choices[i])} is there twice");
        }
    }

    /// <summary>The choices; the internal representation of one is its index here.</summary>
    public ImmutableArray<object?> Choices { get; }

    /// <inheritdoc/>
    public override bool IsSingle => Choices.Length == 1;

    /// <inheritdoc/>
    public override double Count => Choices.Length;

    /// <inheritdoc/>
    public override bool Contains(double value) => value >= 0 && value < Choices.Length && value == Math.Floor(value);

    /// <inheritdoc/>
    public override double FromUnit(double unit) => Math.Clamp(Math.Floor(unit * Choices.Length), 0, Choices.Length - 1);

    /// <inheritdoc/>
    public override object? ToExternal(double value) => Choices[(int)value];

    /// <inheritdoc/>
    public override double ToInternal(object? value)
    {
        int index = IndexOf(value);
        return index >= 0 ? index : throw new ArgumentException($"{Scalar.Describe(value)} is none of the choices {this}");
    }

    /// <inheritdoc/>
    public bool Equals(CategoricalDistribution? other) => other is not null && Choices.SequenceEqual(other.Choices, Scalar.Comparer);

    /// <inheritdoc/>
    public override int GetHashCode() => Choices.Aggregate(17, (hash, choice) => HashCode.Combine(hash, Scalar.Comparer.GetHashCode(choice!)));

    /// <inheritdoc/>
    public override string ToString() => "{" + string.Join(", ", Choices.Select(Scalar.Describe)) + "}";

    internal override string? WhyIncompatible(Distribution other)
    {
        if (other is not CategoricalDistribution categories) return "it was categorical";
        object?[] lost = [.. Choices.Where(choice => categories.IndexOf(choice) < 0)];
        return lost.Length == 0 ? null : $"its choices were {this}; choices may be added but not taken away";
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "categorical");
        writer.WriteStartArray("choices");
        foreach (object? choice in Choices) Scalar.Write(writer, choice);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private int IndexOf(object? value)
    {
        for (int i = 0; i < Choices.Length; i++)
            if (Scalar.Comparer.Equals(Choices[i], value)) return i;
        return -1;
    }
}
