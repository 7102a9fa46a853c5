namespace Microsoft.ML.Data;

/// <summary>A type whose values are copied by assignment: numbers, text, keys.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>Creates a type.</summary>
    /// <param name="rawType">The .NET type of a value; it must not hold resources.</param>
    /// <exception cref="ArgumentOutOfRangeException">The type is disposable.</exception>
    protected PrimitiveDataViewType(Type rawType) : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
            throw new ArgumentOutOfRangeException(nameof(rawType), $"A {nameof(PrimitiveDataViewType)} cannot have a disposable RawType");
    }
}
