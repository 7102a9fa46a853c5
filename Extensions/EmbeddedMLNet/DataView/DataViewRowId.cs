using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit identifier of a row.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    /// <summary>The low 64 bits.</summary>
    public readonly ulong Low;

    /// <summary>The high 64 bits.</summary>
    public readonly ulong High;

    /// <summary>Creates an identifier.</summary>
    /// <param name="low">The low 64 bits.</param>
    /// <param name="high">The high 64 bits.</param>
    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <summary>Compares as an unsigned 128-bit number.</summary>
    public int CompareTo(DataViewRowId other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>Whether the two identifiers are the same.</summary>
    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High);

    /// <summary>The identifier as 32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Whether the two identifiers are the same.</summary>
    public static bool operator ==(DataViewRowId first, DataViewRowId second) => first.Equals(second);

    /// <summary>Whether the two identifiers differ.</summary>
    public static bool operator !=(DataViewRowId first, DataViewRowId second) => !first.Equals(second);

    /// <summary>Whether the first identifier is the smaller number.</summary>
    public static bool operator <(DataViewRowId first, DataViewRowId second) => first.CompareTo(second) < 0;

    /// <summary>Whether the first identifier is the greater number.</summary>
    public static bool operator >(DataViewRowId first, DataViewRowId second) => first.CompareTo(second) > 0;

    /// <summary>Whether the first identifier is not the greater number.</summary>
    public static bool operator <=(DataViewRowId first, DataViewRowId second) => first.CompareTo(second) <= 0;

    /// <summary>Whether the first identifier is not the smaller number.</summary>
    public static bool operator >=(DataViewRowId first, DataViewRowId second) => first.CompareTo(second) >= 0;
}
