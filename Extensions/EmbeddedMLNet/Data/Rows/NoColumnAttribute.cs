namespace Microsoft.ML.Data;

/// <summary>Says that a field or property is no column.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NoColumnAttribute : Attribute
{
    /// <summary>Leaves the member out.</summary>
    public NoColumnAttribute()
    {
    }
}
