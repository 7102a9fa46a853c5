using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>Logits of classes: a predicted key with the key values of the label, and the probability of each class.</summary>
internal sealed class ClassificationHead(string predictedLabelColumnName, string scoreColumnName, ClassLabels labels) : OutputHead
{
    public const string KindName = "Classification";

    private const string ColumnKind = "MulticlassClassification";

    public override int Length => labels.Count;

    public override IReadOnlyList<string> ColumnNames => [predictedLabelColumnName, scoreColumnName];

    public override IReadOnlyList<string> ClassNames => labels.Names;

    protected override string Kind => KindName;

    /// <summary>The two columns in a shape, before the number of classes is known.</summary>
    public static SchemaShape AddTo(MLContext context, SchemaShape shape, string predictedLabelColumnName, string scoreColumnName)
    {
        const int anySize = 2;
        var texts = new VectorDataViewType(TextDataViewType.Instance, anySize);
        shape = Shapes.Add<Shapes.KeyRow>(context, shape, predictedLabelColumnName, new KeyDataViewType(typeof(uint), anySize), [(ScoreAnnotations.KeyValues, texts), .. ScoreAnnotations.Shape]);
        return Shapes.Add<Shapes.VectorRow>(context, shape, scoreColumnName, new VectorDataViewType(NumberDataViewType.Single, anySize),
            [(ScoreAnnotations.SlotNames, texts), (ScoreAnnotations.TrainingLabelValues, texts), .. ScoreAnnotations.Shape]);
    }

    public override void AddColumns(DataViewSchema.Builder builder)
    {
        var predicted = new DataViewSchema.Annotations.Builder();
        labels.AddTo(predicted);
        ScoreAnnotations.Add(predicted, ColumnKind, "PredictedLabel");
        builder.AddColumn(predictedLabelColumnName, new KeyDataViewType(typeof(uint), labels.Count), predicted.ToAnnotations());

        var score = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.AddTexts(score, ScoreAnnotations.SlotNames, labels.Names);
        ScoreAnnotations.AddTexts(score, ScoreAnnotations.TrainingLabelValues, labels.Names);
        ScoreAnnotations.Add(score, ColumnKind, "Score");
        builder.AddColumn(scoreColumnName, new VectorDataViewType(NumberDataViewType.Single, labels.Count), score.ToAnnotations());
    }

    public override void Finish(Tensor output, Span<float> kept) => Ops.Softmax(output).Span.CopyTo(kept);

    public override Delegate GetGetter(int column, float[] kept, Func<int> slot) => column == 0
        ? (ValueGetter<uint>)((ref uint value) => value = (uint)IndexOfMax(kept.AsSpan(slot() * Length, Length)) + 1)
        : VectorGetter(kept, Length, slot);

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(predictedLabelColumnName);
        writer.Write(scoreColumnName);
        labels.Write(writer);
    }

    public static ClassificationHead ReadOptions(BinaryReader reader)
    {
        string predicted = reader.ReadString(), score = reader.ReadString();
        return new ClassificationHead(predicted, score, ClassLabels.Read(reader));
    }

    private static int IndexOfMax(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return best;
    }
}
