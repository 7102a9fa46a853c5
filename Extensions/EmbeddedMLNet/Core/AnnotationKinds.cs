using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>The names of the annotations that evaluators and conversions look for, and their shapes.</summary>
internal static class AnnotationKinds
{
    public const string SlotNames = "SlotNames";
    public const string KeyValues = "KeyValues";
    public const string IsNormalized = "IsNormalized";
    public const string CategoricalSlotRanges = "CategoricalSlotRanges";
    public const string TrainingLabelValues = "TrainingLabelValues";

    public static SchemaShape.Column SlotNamesShape { get; } =
        new(SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false);

    public static SchemaShape.Column IsNormalizedShape { get; } =
        new(IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false);

    public static SchemaShape.Column CategoricalSlotRangesShape { get; } =
        new(CategoricalSlotRanges, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Int32, false);

    public static SchemaShape.Column KeyValuesShape(DataViewType item) => new(KeyValues, SchemaShape.Column.VectorKind.Vector, item, false);

    /// <summary>The names of the slots when there are as many as slots, else null.</summary>
    public static ReadOnlyMemory<char>[]? TextVector(DataViewSchema.Column column, string kind, int count)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: TextDataViewType } type || type.Size != count) return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues()];
    }
}
