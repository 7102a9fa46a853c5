namespace Microsoft.ML.Data;

/// <summary>Adds the well-known annotations.</summary>
internal static class AnnotationBuilderExtensions
{
    /// <summary>Adds the names of the slots of a vector.</summary>
    /// <param name="builder">The collection.</param>
    /// <param name="size">The number of slots.</param>
    /// <param name="getter">Gives the names.</param>
    public static void AddSlotNames(this DataViewSchema.Annotations.Builder builder, int size, ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size), getter);
    }

    /// <summary>Adds the values that the categories of a key stand for.</summary>
    /// <typeparam name="TValue">The raw type of a value.</typeparam>
    /// <param name="builder">The collection.</param>
    /// <param name="size">The number of categories.</param>
    /// <param name="valueType">The type of a value.</param>
    /// <param name="getter">Gives the values.</param>
    public static void AddKeyValues<TValue>(this DataViewSchema.Annotations.Builder builder, int size, PrimitiveDataViewType valueType, ValueGetter<VBuffer<TValue>> getter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(AnnotationKinds.KeyValues, new VectorDataViewType(valueType, size), getter);
    }
}
