namespace Microsoft.ML.Data;

/// <summary>The type of <see cref="DateTimeOffset"/>.</summary>
public sealed class DateTimeOffsetDataViewType : PrimitiveDataViewType
{
    private DateTimeOffsetDataViewType() : base(typeof(DateTimeOffset))
    {
    }

    /// <summary>The only instance.</summary>
    public static DateTimeOffsetDataViewType Instance { get; } = new();

    /// <summary>Whether the other type is the same.</summary>
    public override bool Equals(DataViewType? other) => other is DateTimeOffsetDataViewType;

    /// <summary><c>DateTimeOffset</c>.</summary>
    public override string ToString() => "DateTimeOffset";
}
