using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>One logit: a Boolean prediction, the logit itself as the score, and the probability of true.</summary>
internal sealed class BinaryHead(string predictedLabelColumnName, string scoreColumnName, string probabilityColumnName) : OutputHead
{
    public const string KindName = "Binary";

    private const string ColumnKind = "BinaryClassification";

    public override int Length => 1;

    public override IReadOnlyList<string> ColumnNames => [predictedLabelColumnName, scoreColumnName, probabilityColumnName];

    protected override string Kind => KindName;

    public static SchemaShape AddTo(MLContext context, SchemaShape shape, string predictedLabelColumnName, string scoreColumnName, string probabilityColumnName)
    {
        shape = Shapes.Add<Shapes.FlagRow>(context, shape, predictedLabelColumnName, BooleanDataViewType.Instance, ScoreAnnotations.Shape);
        shape = Shapes.Add<Shapes.NumberRow>(context, shape, scoreColumnName, NumberDataViewType.Single, ScoreAnnotations.Shape);
        return Shapes.Add<Shapes.NumberRow>(context, shape, probabilityColumnName, NumberDataViewType.Single, [ScoreAnnotations.NormalizedShape, .. ScoreAnnotations.Shape]);
    }

    public override void AddColumns(DataViewSchema.Builder builder)
    {
        builder.AddColumn(predictedLabelColumnName, BooleanDataViewType.Instance, Annotations("PredictedLabel"));
        builder.AddColumn(scoreColumnName, NumberDataViewType.Single, Annotations("Score"));
        builder.AddColumn(probabilityColumnName, NumberDataViewType.Single, Annotations("Probability", normalized: true));
    }

    public override void Finish(Tensor output, Span<float> kept) => output.Span.CopyTo(kept);

    public override Delegate GetGetter(int column, float[] kept, Func<int> slot) => column switch
    {
        0 => (ValueGetter<bool>)((ref bool value) => value = kept[slot()] > 0),
        1 => (ValueGetter<float>)((ref float value) => value = kept[slot()]),
        _ => (ValueGetter<float>)((ref float value) => value = 1 / (1 + MathF.Exp(-kept[slot()]))),
    };

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(predictedLabelColumnName);
        writer.Write(scoreColumnName);
        writer.Write(probabilityColumnName);
    }

    public static BinaryHead ReadOptions(BinaryReader reader)
    {
        string predicted = reader.ReadString(), score = reader.ReadString();
        return new BinaryHead(predicted, score, reader.ReadString());
    }

    private static DataViewSchema.Annotations Annotations(string valueKind, bool normalized = false)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (normalized) ScoreAnnotations.AddNormalized(builder);
        ScoreAnnotations.Add(builder, ColumnKind, valueKind);
        return builder.ToAnnotations();
    }
}
