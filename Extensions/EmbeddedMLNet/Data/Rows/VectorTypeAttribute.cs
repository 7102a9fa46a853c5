namespace Microsoft.ML.Data;

/// <summary>Gives an array or <see cref="VBuffer{T}"/> member a known size. Without it the size may differ from row to row.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class VectorTypeAttribute : Attribute
{
    /// <summary>A vector whose size may differ from row to row.</summary>
    public VectorTypeAttribute() => Dims = [0];

    /// <summary>A vector of known size.</summary>
    /// <param name="size">The number of items; 0 when it may differ.</param>
    public VectorTypeAttribute(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Dims = [size];
    }

    /// <summary>A vector of several dimensions.</summary>
    /// <param name="dimensions">The dimensions; 0 is one that is not known.</param>
    public VectorTypeAttribute(params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        Dims = dimensions.Length == 0 ? [0] : dimensions;
    }

    internal int[] Dims { get; }
}
