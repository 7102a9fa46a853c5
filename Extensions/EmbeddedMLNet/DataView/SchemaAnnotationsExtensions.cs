namespace Microsoft.ML.Data;

/// <summary>Reads the well-known annotations.</summary>
public static class SchemaAnnotationsExtensions
{
    /// <summary>Whether the slots of a vector column have names.</summary>
    public static bool HasSlotNames(this DataViewSchema.Column column) =>
        column.Type is VectorDataViewType { IsKnownSize: true } vector && HasVector(column, AnnotationKinds.SlotNames, (ulong)vector.Size, text: true);

    /// <summary>Reads the names of the slots of a vector column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="slotNames">Receives the names.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static void GetSlotNames(this DataViewSchema.Column column, ref VBuffer<ReadOnlyMemory<char>> slotNames) =>
        column.Annotations.GetValue(AnnotationKinds.SlotNames, ref slotNames);

    /// <summary>Whether the categories of a key column have values of a type.</summary>
    /// <param name="column">The column, or one of vectors of keys.</param>
    /// <param name="keyValueItemType">The type of the values; null is text.</param>
    public static bool HasKeyValues(this DataViewSchema.Column column, PrimitiveDataViewType? keyValueItemType = null) =>
        ((column.Type as VectorDataViewType)?.ItemType ?? column.Type) is KeyDataViewType key
        && column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type is VectorDataViewType values
        && key.Count == (ulong)values.Size && values.ItemType.Equals(keyValueItemType ?? TextDataViewType.Instance);

    /// <summary>Reads the values that the categories of a key column stand for.</summary>
    /// <typeparam name="TValue">The raw type of a value.</typeparam>
    /// <param name="column">The column.</param>
    /// <param name="keyValues">Receives the values: that of category 1 first.</param>
    /// <exception cref="InvalidOperationException">There are none, or of another type.</exception>
    public static void GetKeyValues<TValue>(this DataViewSchema.Column column, ref VBuffer<TValue> keyValues) =>
        column.Annotations.GetValue(AnnotationKinds.KeyValues, ref keyValues);

    /// <summary>Whether the column says that it is normalized.</summary>
    public static bool IsNormalized(this DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.IsNormalized)?.Type is not BooleanDataViewType) return false;
        bool value = false;
        column.Annotations.GetValue(AnnotationKinds.IsNormalized, ref value);
        return value;
    }

    private static bool HasVector(DataViewSchema.Column column, string kind, ulong size, bool text) =>
        column.Annotations.Schema.GetColumnOrNull(kind)?.Type is VectorDataViewType vector && (ulong)vector.Size == size && (!text || vector.ItemType is TextDataViewType);
}
