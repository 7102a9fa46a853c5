namespace Microsoft.ML.Data;

/// <summary>The type of a column. Derive from <see cref="StructuredDataViewType"/> for a type of your own.</summary>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType)
    {
        ArgumentNullException.ThrowIfNull(rawType);
        RawType = rawType;
    }

    /// <summary>The .NET type of a value, which is the type parameter of its getters.</summary>
    public Type RawType { get; }

    /// <summary>Whether the two types are the same.</summary>
    public abstract bool Equals(DataViewType? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => RawType.GetHashCode();
}
