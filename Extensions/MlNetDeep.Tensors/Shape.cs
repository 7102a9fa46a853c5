using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors;

/// <summary>
/// The lengths of a tensor's axes, outermost first; row-major. <c>[]</c> is a scalar. Axes of length zero are allowed: such a
/// tensor has no elements.
/// </summary>
/// <example><code>Shape shape = [32, 28, 28, 1];  // a batch of 32 grey images of 28 x 28 pixels</code></example>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int[]? _dimensions;

    /// <summary>Makes a shape from the lengths of its axes.</summary>
    /// <param name="dimensions">The lengths, outermost axis first; each at least 0.</param>
    /// <exception cref="ArgumentException">A length is negative, or the product exceeds <see cref="int.MaxValue"/>.</exception>
    public Shape(params ReadOnlySpan<int> dimensions)
    {
        _dimensions = dimensions.ToArray();
        Count = Product(dimensions);
    }

    /// <summary>The number of axes; 0 for a scalar.</summary>
    public int Rank => _dimensions is null ? 0 : _dimensions.Length;

    /// <summary>
    /// The number of axes, like <see cref="Rank"/>: what <c>[batch, .. shape]</c> asks a list for. Without it the compiler would take
    /// <see cref="Count"/>, the number of elements, for the number of axes.
    /// </summary>
    public int Length => Rank;

    /// <summary>The number of elements: the product of the lengths, 1 for a scalar.</summary>
    public int Count => _dimensions is null ? 1 : field;

    /// <summary>The lengths, outermost axis first.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The length of an axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the end, so -1 is the innermost.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Dimensions[Axis(axis)];

    /// <summary>The length of an axis, counted from the start or, with <c>^</c>, from the end.</summary>
    /// <param name="axis">The axis, such as <c>^1</c> for the innermost.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[Index axis] => this[axis.IsFromEnd ? -axis.Value : axis.Value];

    /// <summary>Makes a shape from the lengths of its axes; what <c>[2, 3]</c> calls.</summary>
    /// <param name="dimensions">The lengths, outermost axis first.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="ArgumentException">A length is negative, or the product exceeds <see cref="int.MaxValue"/>.</exception>
    public static Shape Create(ReadOnlySpan<int> dimensions) => new(dimensions);

    /// <summary>Makes a shape from an array of lengths.</summary>
    /// <param name="dimensions">The lengths, outermost axis first.</param>
    public static implicit operator Shape(int[] dimensions) => new(dimensions);

    /// <summary>Makes a shape from an array of lengths.</summary>
    /// <param name="dimensions">The lengths, outermost axis first.</param>
    /// <returns>The shape.</returns>
    public static Shape ToShape(int[] dimensions) => new(dimensions);

    /// <summary>Whether two shapes have the same axes.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in an axis.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Enumerates the lengths, outermost axis first.</summary>
    /// <returns>The enumerator.</returns>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => Dimensions.GetEnumerator();

    /// <summary>The lengths as a new array.</summary>
    /// <returns>The lengths, outermost axis first.</returns>
    public int[] ToArray() => Dimensions.ToArray();

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int length in Dimensions) hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>The shape as text.</summary>
    /// <returns>For example <c>[2, 3]</c>.</returns>
    public override string ToString() => $"[{string.Join(", ", ToArray())}]";

    /// <summary>Turns an axis that may count from the end into one that counts from the start.</summary>
    internal int Axis(int axis)
    {
        if (axis < -Rank || axis >= Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"shape {this} has {Rank} axes; axis {axis} is not one of them");
        return axis < 0 ? axis + Rank : axis;
    }

    private static int Product(ReadOnlySpan<int> dimensions)
    {
        // In decimal-free arithmetic: a zero anywhere makes the product zero, so overflow counts only without one.
        long product = 1;
        bool overflow = false;
        foreach (int length in dimensions)
        {
            if (length < 0) throw new ArgumentException($"the lengths of a shape are at least 0, but [{Text(dimensions)}] has {length}", nameof(dimensions));
            if (length == 0) product = 0;
            product *= length;
            if (product > int.MaxValue) { overflow = true; product = int.MaxValue; }
        }
        if (overflow && product != 0) throw new ArgumentException($"shape [{Text(dimensions)}] has more than {int.MaxValue} elements", nameof(dimensions));
        return (int)product;
    }

    private static string Text(ReadOnlySpan<int> dimensions) => string.Join(", ", dimensions.ToArray());
}
