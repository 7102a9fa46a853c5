using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>
/// The type of a key: one of <see cref="Count"/> categories. The raw value is an unsigned integer, 0 for missing and 1 to
/// <see cref="Count"/> for the categories.
/// </summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <summary>Creates a type.</summary>
    /// <param name="type">One of byte, ushort, uint, ulong.</param>
    /// <param name="count">The number of categories: at least 1, at most what <paramref name="type"/> holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The type or the count is not allowed.</exception>
    public KeyDataViewType(Type type, ulong count) : base(type)
    {
        if (!IsValidDataType(type)) throw new ArgumentOutOfRangeException(nameof(type), "Type is not valid, it must be Byte, UInt16, UInt32, or UInt64.");
        if (count == 0 || count > MaximumCount(type))
        {
            throw new ArgumentOutOfRangeException(nameof(count),
                string.Create(CultureInfo.InvariantCulture, $"The cardinality of a KeyDataViewType must not exceed {type.Name}.MaxValue and must be strictly positive, but got {count}."));
        }
        Count = count;
    }

    /// <summary>Creates a type.</summary>
    /// <param name="type">One of byte, ushort, uint, ulong.</param>
    /// <param name="count">The number of categories, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The type or the count is not allowed.</exception>
    public KeyDataViewType(Type type, int count) : this(type, (ulong)Math.Max(count, 0))
    {
    }

    /// <summary>The number of categories.</summary>
    public ulong Count { get; }

    /// <summary>Whether a key may have this raw type.</summary>
    public static bool IsValidDataType(Type type) => type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong);

    /// <summary>Whether the other type is a key with the same raw type and count.</summary>
    public override bool Equals(DataViewType? other) => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    /// <summary>The raw type and the range counted from 0, such as <c>Key&lt;UInt32, 0-2&gt;</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Key<{RawType.Name}, 0-{Count - 1}>");

    internal static ulong MaximumCount(Type type) =>
        type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
}
