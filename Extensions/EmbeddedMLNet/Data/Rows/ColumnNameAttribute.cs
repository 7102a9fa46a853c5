namespace Microsoft.ML.Data;

/// <summary>Gives a field or property a column name other than its own.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ColumnNameAttribute : Attribute
{
    /// <summary>Names the column.</summary>
    /// <param name="name">The name of the column.</param>
    public ColumnNameAttribute(string name) => Name = name;

    internal string Name { get; }
}
