namespace Microsoft.ML.Data;

/// <summary>The type of <see cref="DateTime"/>.</summary>
public sealed class DateTimeDataViewType : PrimitiveDataViewType
{
    private DateTimeDataViewType() : base(typeof(DateTime))
    {
    }

    /// <summary>The only instance.</summary>
    public static DateTimeDataViewType Instance { get; } = new();

    /// <summary>Whether the other type is the same.</summary>
    public override bool Equals(DataViewType? other) => other is DateTimeDataViewType;

    /// <summary><c>DateTime</c>.</summary>
    public override string ToString() => "DateTime";
}
