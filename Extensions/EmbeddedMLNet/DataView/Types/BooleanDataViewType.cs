namespace Microsoft.ML.Data;

/// <summary>The type of true and false.</summary>
public sealed class BooleanDataViewType : PrimitiveDataViewType
{
    private BooleanDataViewType() : base(typeof(bool))
    {
    }

    /// <summary>The only instance.</summary>
    public static BooleanDataViewType Instance { get; } = new();

    /// <summary>Whether the other type is boolean too.</summary>
    public override bool Equals(DataViewType? other) => other is BooleanDataViewType;

    /// <summary><c>Boolean</c>.</summary>
    public override string ToString() => "Boolean";
}
