using System.Collections.Immutable;
using System.Text.Json;

namespace MlNetDeep.Tuning;

/// <summary>
/// A list of choices: strings, booleans, integers, doubles or null. NaN equals itself here. The internal representation of a
/// choice is its index.
/// </summary>
public abstract record ChoiceDistribution : Distribution
{
    private protected ChoiceDistribution(IEnumerable<object?> choices, string kind)
    {
        ArgumentNullException.ThrowIfNull(choices);
        (Choices, Kind) = ([.. choices], kind);
        if (Choices.IsEmpty) throw new ArgumentException($"{kind} parameters need at least one choice, but there is none");
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

    private string Kind { get; }

    /// <inheritdoc/>
    public override bool Contains(double value) => value >= 0 && value < Choices.Length && value == Math.Floor(value);

    /// <inheritdoc/>
    public override double FromUnit(double unit) => Math.Clamp(Math.Floor(unit * Choices.Length), 0, Choices.Length - 1);

    /// <inheritdoc/>
    public override double ToUnit(double value) => (Math.Clamp(Math.Round(value), 0, Choices.Length - 1) + 0.5) / Choices.Length;

    /// <inheritdoc/>
    public override object? ToExternal(double value) => Choices[(int)value];

    /// <inheritdoc/>
    public override double ToInternal(object? value)
    {
        int index = IndexOf(value);
        return index >= 0 ? index : throw new ArgumentException($"{Scalar.Describe(value)} is none of the choices {this}");
    }

    internal override string? WhyIncompatible(Distribution other)
    {
        if (other.GetType() != GetType()) return $"it was {Kind}";
        var choices = (ChoiceDistribution)other;
        return Choices.All(choice => choices.IndexOf(choice) >= 0) ? null : $"its choices were {this}; choices may be added but not taken away";
    }

    /// <summary>True when the other distribution has choices that this one lacks.</summary>
    internal bool GrowsTo(ChoiceDistribution other) => other.Choices.Any(choice => IndexOf(choice) < 0);

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind);
        writer.WriteStartArray("choices");
        foreach (object? choice in Choices) Scalar.Write(writer, choice);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The later of two distributions of a parameter; where it lacks choices of the earlier one, with them.</summary>
    internal static Distribution Merge(Distribution earlier, Distribution later)
    {
        if (earlier.Equals(later) || earlier is not ChoiceDistribution known || later is not ChoiceDistribution choices) return later;
        if (known.Choices.All(choice => choices.IndexOf(choice) >= 0)) return later;
        if (choices.Choices.All(choice => known.IndexOf(choice) >= 0)) return earlier;
        object?[] all = [.. known.Choices, .. choices.Choices.Where(choice => known.IndexOf(choice) < 0)];
        return later is OrdinalDistribution ? new OrdinalDistribution(all) : new CategoricalDistribution(all);
    }

    private protected bool HasSameChoices(ChoiceDistribution? other) => other is not null && Choices.SequenceEqual(other.Choices, Scalar.Comparer);

    private protected int HashOfChoices() => Choices.Aggregate(17, (hash, choice) => HashCode.Combine(hash, Scalar.Comparer.GetHashCode(choice!)));

    private protected string Listed(string separator) => string.Join(separator, Choices.Select(Scalar.Describe));

    private int IndexOf(object? value)
    {
        for (int i = 0; i < Choices.Length; i++)
            if (Scalar.Comparer.Equals(Choices[i], value)) return i;
        return -1;
    }
}
