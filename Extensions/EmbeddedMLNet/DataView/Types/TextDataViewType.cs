namespace Microsoft.ML.Data;

/// <summary>The type of text; a value is a <see cref="ReadOnlyMemory{T}"/> of char.</summary>
public sealed class TextDataViewType : PrimitiveDataViewType
{
    private TextDataViewType() : base(typeof(ReadOnlyMemory<char>))
    {
    }

    /// <summary>The only instance.</summary>
    public static TextDataViewType Instance { get; } = new();

    /// <summary>Whether the other type is text too.</summary>
    public override bool Equals(DataViewType? other) => other is TextDataViewType;

    /// <summary><c>String</c>.</summary>
    public override string ToString() => "String";
}
