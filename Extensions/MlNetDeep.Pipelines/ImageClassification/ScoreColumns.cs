using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;

namespace MlNetDeep.Pipelines;

/// <summary>The two columns of a multiclass scorer, with the annotations that ML.NET's own trainers give them.</summary>
internal static class ScoreColumns
{
    private const string MulticlassClassification = "MulticlassClassification";

    private static readonly KeyDataViewType SetIdType = new(typeof(uint), int.MaxValue);

    public static DataViewSchema Append(DataViewSchema input, string predictedLabelName, string scoreName, ClassLabels labels)
    {
        var predicted = new DataViewSchema.Annotations.Builder();
        labels.AddTo(predicted);
        AddScoreKind(predicted, "PredictedLabel");

        VBuffer<ReadOnlyMemory<char>> names = new(labels.Count, [.. labels.Names.Select(name => name.AsMemory())]);
        var score = new DataViewSchema.Annotations.Builder();
        foreach (string kind in new[] { "SlotNames", "TrainingLabelValues" })
            score.Add<VBuffer<ReadOnlyMemory<char>>>(kind, new VectorDataViewType(TextDataViewType.Instance, labels.Count),
                (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
        AddScoreKind(score, "Score");

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(predictedLabelName, new KeyDataViewType(typeof(uint), labels.Count), predicted.ToAnnotations());
        builder.AddColumn(scoreName, new VectorDataViewType(NumberDataViewType.Single, labels.Count), score.ToAnnotations());
        return builder.ToSchema();
    }

    /// <summary>The same two columns as a shape, before the number of classes is known.</summary>
    public static SchemaShape Append(MLContext context, SchemaShape input, string predictedLabelName, string scoreName)
    {
        const int anySize = 2;
        var texts = new VectorDataViewType(TextDataViewType.Instance, anySize);
        (string, DataViewType)[] kind = [("ScoreColumnSetId", SetIdType), ("ScoreColumnKind", TextDataViewType.Instance), ("ScoreValueKind", TextDataViewType.Instance)];
        SchemaShape shape = Shapes.Add<Shapes.KeyRow>(context, input, predictedLabelName, new KeyDataViewType(typeof(uint), anySize), [("KeyValues", texts), .. kind]);
        return Shapes.Add<Shapes.VectorRow>(context, shape, scoreName, new VectorDataViewType(NumberDataViewType.Single, anySize), [("SlotNames", texts), ("TrainingLabelValues", texts), .. kind]);
    }

    private static void AddScoreKind(DataViewSchema.Annotations.Builder builder, string valueKind)
    {
        builder.AddPrimitiveValue("ScoreColumnSetId", SetIdType, 1u);
        builder.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, MulticlassClassification.AsMemory());
        builder.AddPrimitiveValue("ScoreValueKind", TextDataViewType.Instance, valueKind.AsMemory());
    }
}
