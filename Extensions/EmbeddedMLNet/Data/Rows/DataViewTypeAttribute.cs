namespace Microsoft.ML.Data;

/// <summary>Says which type of your own a field or property has in a data view. Derive from it to bring such a type.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    /// <summary>Creates an attribute.</summary>
    protected DataViewTypeAttribute()
    {
    }

    /// <summary>Registers the type with <see cref="DataViewTypeManager"/>.</summary>
    public abstract void Register();

    /// <summary>Whether the two attributes stand for the same type.</summary>
    public abstract bool Equals(DataViewTypeAttribute? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewTypeAttribute other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => GetType().GetHashCode();
}
