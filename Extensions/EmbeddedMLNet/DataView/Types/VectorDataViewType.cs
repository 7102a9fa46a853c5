using System.Collections.Immutable;
using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The type of a vector: of known size, with one or more dimensions, or of a size that differs from row to row.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    /// <summary>Creates a vector type of one dimension.</summary>
    /// <param name="itemType">The type of an item.</param>
    /// <param name="size">The number of items; 0, the default, means that it differs from row to row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0) : this(itemType, ImmutableArray.Create(size >= 0 ? size : throw ArgumentErrors.Invalid(nameof(size))))
    {
    }

    /// <summary>Creates a vector type of several dimensions.</summary>
    /// <param name="itemType">The type of an item.</param>
    /// <param name="dimensions">At least one; 0 means not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no dimension, one is negative, or their product exceeds 2^31-1.</exception>
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions) : this(itemType, ImmutableArray.Create(dimensions))
    {
    }

    /// <summary>Creates a vector type of several dimensions.</summary>
    /// <param name="itemType">The type of an item.</param>
    /// <param name="dimensions">At least one; 0 means not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no dimension, one is negative, or their product exceeds 2^31-1.</exception>
    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions) : base(RawVectorType(itemType))
    {
        if (dimensions.IsDefaultOrEmpty) throw new ArgumentOutOfRangeException(nameof(dimensions), "a vector has at least one dimension");
        long size = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension < 0) throw new ArgumentOutOfRangeException(nameof(dimensions), "Specified argument was out of the range of valid values.");
            size *= dimension;
            if (size > int.MaxValue) throw new ArgumentOutOfRangeException(nameof(dimensions), $"a vector has at most {int.MaxValue} items, got dimensions {string.Join(", ", dimensions)}");
        }
        ItemType = itemType;
        Dimensions = dimensions;
        Size = (int)size;
    }

    /// <summary>The dimensions; 0 is one that is not known.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The type of an item.</summary>
    public PrimitiveDataViewType ItemType { get; }

    /// <summary>The number of items, or 0 when it differs from row to row.</summary>
    public int Size { get; }

    /// <summary>Whether all rows have the same number of items.</summary>
    public bool IsKnownSize => Size > 0;

    /// <summary>Whether the other type has the same items and dimensions.</summary>
    public override bool Equals(DataViewType? other) =>
        other is VectorDataViewType vector && ItemType.Equals(vector.ItemType) && Dimensions.AsSpan().SequenceEqual(vector.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ItemType, Size, Dimensions.Length);

    /// <summary>The item type and the dimensions, such as <c>Vector&lt;Single, 4&gt;</c>; without dimensions when the size differs.</summary>
    public override string ToString()
    {
        if (Dimensions.Length == 1 && !IsKnownSize) return $"Vector<{ItemType}>";
        return $"Vector<{ItemType}, {string.Join(", ", Dimensions.Select(d => d == 0 ? "*" : d.ToString(CultureInfo.InvariantCulture)))}>";
    }

    private static Type RawVectorType(PrimitiveDataViewType itemType)
    {
        ArgumentNullException.ThrowIfNull(itemType);
        return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
    }
}
