namespace Microsoft.ML.Data;

/// <summary>Makes an unsigned integer member, or an array of them, a key.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class KeyTypeAttribute : Attribute
{
    /// <summary>A key with as many categories as the type of the member can hold.</summary>
    public KeyTypeAttribute()
    {
    }

    /// <summary>A key.</summary>
    /// <param name="count">The number of categories.</param>
    public KeyTypeAttribute(ulong count) => Count = count;

    internal ulong? Count { get; }
}
