using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

/// <summary>
/// One whole number for each axis, compared by content: the lengths that <see cref="Reshape"/> gives, of which one may be -1, or the axes
/// in the order of <see cref="Permute"/>.
/// </summary>
/// <example><code>Dimensions dimensions = [-1, 4];</code></example>
[CollectionBuilder(typeof(Dimensions), nameof(Create))]
[JsonConverter(typeof(DimensionsConverter))]
public readonly struct Dimensions : IEquatable<Dimensions>
{
    private readonly int[]? _numbers;

    private Dimensions(ReadOnlySpan<int> numbers) => _numbers = numbers.ToArray();

    /// <summary>The number of axes.</summary>
    public int Length => Numbers.Length;

    internal ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>The number of an axis.</summary>
    /// <param name="axis">The axis, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Numbers[axis];

    /// <summary>Whether two lists hold the same numbers.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Dimensions left, Dimensions right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Dimensions left, Dimensions right) => !left.Equals(right);

    /// <summary>Makes a list; what <c>[2, 1]</c> calls.</summary>
    /// <param name="numbers">The numbers, those of the first axis first.</param>
    /// <returns>The list.</returns>
    public static Dimensions Create(ReadOnlySpan<int> numbers) => new(numbers);

    /// <summary>Enumerates the numbers.</summary>
    /// <returns>The enumerator.</returns>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => Numbers.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Dimensions other) => Numbers.SequenceEqual(other.Numbers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dimensions other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int number in Numbers) hash.Add(number);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", (_numbers ?? []).Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
}
