namespace Microsoft.ML.Data;

/// <summary>A type whose values own memory or resources: vectors, images.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>Creates a type.</summary>
    /// <param name="rawType">The .NET type of a value.</param>
    protected StructuredDataViewType(Type rawType) : base(rawType)
    {
    }
}
