using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>The annotations by which evaluators and tools know a column of scores, as ML.NET's own trainers give them.</summary>
internal static class ScoreAnnotations
{
    public const string KeyValues = "KeyValues";
    public const string SlotNames = "SlotNames";
    public const string TrainingLabelValues = "TrainingLabelValues";

    private const string SetId = "ScoreColumnSetId";
    private const string ColumnKind = "ScoreColumnKind";
    private const string ValueKind = "ScoreValueKind";
    private const string IsNormalized = "IsNormalized";

    private static readonly KeyDataViewType s_setIdType = new(typeof(uint), int.MaxValue);

    /// <summary>Those of a shape, whose values do not matter.</summary>
    public static (string Kind, DataViewType Type)[] Shape { get; } = [(SetId, s_setIdType), (ColumnKind, TextDataViewType.Instance), (ValueKind, TextDataViewType.Instance)];

    public static (string Kind, DataViewType Type) NormalizedShape { get; } = (IsNormalized, BooleanDataViewType.Instance);

    public static void Add(DataViewSchema.Annotations.Builder builder, string columnKind, string valueKind)
    {
        builder.AddPrimitiveValue(SetId, s_setIdType, 1u);
        builder.AddPrimitiveValue(ColumnKind, TextDataViewType.Instance, columnKind.AsMemory());
        builder.AddPrimitiveValue(ValueKind, TextDataViewType.Instance, valueKind.AsMemory());
    }

    public static void AddNormalized(DataViewSchema.Annotations.Builder builder) => builder.AddPrimitiveValue(IsNormalized, BooleanDataViewType.Instance, true);

    public static void AddTexts(DataViewSchema.Annotations.Builder builder, string kind, IReadOnlyList<string> texts)
    {
        VBuffer<ReadOnlyMemory<char>> values = new(texts.Count, [.. texts.Select(text => text.AsMemory())]);
        builder.Add<VBuffer<ReadOnlyMemory<char>>>(kind, new VectorDataViewType(TextDataViewType.Instance, texts.Count),
            (ref VBuffer<ReadOnlyMemory<char>> value) => values.CopyTo(ref value));
    }

    /// <summary>The slot names of a column of which there are as many as slots; empty where there are none.</summary>
    public static IReadOnlyList<string> SlotNamesOf(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(SlotNames)?.Type is not VectorDataViewType { ItemType: TextDataViewType }) return [];
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(SlotNames, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
