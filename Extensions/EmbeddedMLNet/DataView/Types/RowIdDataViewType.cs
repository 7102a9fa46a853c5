namespace Microsoft.ML.Data;

/// <summary>The type of <see cref="DataViewRowId"/>.</summary>
public sealed class RowIdDataViewType : PrimitiveDataViewType
{
    private RowIdDataViewType() : base(typeof(DataViewRowId))
    {
    }

    /// <summary>The only instance.</summary>
    public static RowIdDataViewType Instance { get; } = new();

    /// <summary>Whether the other type is the same.</summary>
    public override bool Equals(DataViewType? other) => other is RowIdDataViewType;

    /// <summary><c>DataViewRowId</c>.</summary>
    public override string ToString() => "DataViewRowId";
}
