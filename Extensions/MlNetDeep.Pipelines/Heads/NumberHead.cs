using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>One number, brought back to the scale of the label.</summary>
internal sealed class NumberHead(string scoreColumnName, float mean, float deviation) : OutputHead
{
    public const string KindName = "Number";

    public override int Length => 1;

    public override IReadOnlyList<string> ColumnNames => [scoreColumnName];

    protected override string Kind => KindName;

    public static SchemaShape AddTo(MLContext context, SchemaShape shape, string scoreColumnName) =>
        Shapes.Add<Shapes.NumberRow>(context, shape, scoreColumnName, NumberDataViewType.Single, ScoreAnnotations.Shape);

    public override void AddColumns(DataViewSchema.Builder builder)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ScoreAnnotations.Add(annotations, "Regression", "Score");
        builder.AddColumn(scoreColumnName, NumberDataViewType.Single, annotations.ToAnnotations());
    }

    public override void Finish(Tensor output, Span<float> kept)
    {
        ReadOnlySpan<float> values = output.Span;
        for (int i = 0; i < values.Length; i++) kept[i] = values[i] * deviation + mean;
    }

    public override Delegate GetGetter(int column, float[] kept, Func<int> slot) => (ValueGetter<float>)((ref float value) => value = kept[slot()]);

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(scoreColumnName);
        writer.Write(mean);
        writer.Write(deviation);
    }

    public static NumberHead ReadOptions(BinaryReader reader)
    {
        string name = reader.ReadString();
        float mean = reader.ReadSingle();
        return new NumberHead(name, mean, reader.ReadSingle());
    }
}
