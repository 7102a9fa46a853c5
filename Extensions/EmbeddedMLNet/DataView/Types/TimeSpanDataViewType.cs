namespace Microsoft.ML.Data;

/// <summary>The type of <see cref="TimeSpan"/>.</summary>
public sealed class TimeSpanDataViewType : PrimitiveDataViewType
{
    private TimeSpanDataViewType() : base(typeof(TimeSpan))
    {
    }

    /// <summary>The only instance.</summary>
    public static TimeSpanDataViewType Instance { get; } = new();

    /// <summary>Whether the other type is the same.</summary>
    public override bool Equals(DataViewType? other) => other is TimeSpanDataViewType;

    /// <summary><c>TimeSpan</c>.</summary>
    public override string ToString() => "TimeSpan";
}
