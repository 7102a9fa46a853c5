using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>Several numbers: predictions on the scale of the label, or an output of a network as it is.</summary>
internal sealed class VectorHead : OutputHead
{
    public const string KindName = "Vector";

    private readonly string _columnName;
    private readonly string _scoreKind;
    private readonly float[] _mean;
    private readonly float[] _deviation;
    private readonly IReadOnlyList<string> _slotNames;
    private readonly VectorActivation _activation;

    /// <param name="columnName">The added column.</param>
    /// <param name="shape">The output of the network for one sample.</param>
    /// <param name="scoreKind">What the scores are to evaluators; empty for numbers that are no scores.</param>
    /// <param name="mean">What is added to each number, after it is multiplied.</param>
    /// <param name="deviation">What each number is multiplied with.</param>
    /// <param name="slotNames">The names of the numbers; empty for none.</param>
    /// <param name="activation">What is applied to the output first.</param>
    public VectorHead(string columnName, Shape shape, string scoreKind, float[] mean, float[] deviation, IReadOnlyList<string> slotNames, VectorActivation activation = VectorActivation.None)
    {
        if (mean.Length != shape.Count || deviation.Length != shape.Count || slotNames.Count != 0 && slotNames.Count != shape.Count || !Enum.IsDefined(activation))
            throw new InvalidDataException($"The output '{columnName}' of the shape {shape} contradicts itself: {mean.Length} means, {deviation.Length} deviations, {slotNames.Count} names.");
        (_columnName, Shape, _scoreKind, _mean, _deviation, _slotNames, _activation) = (columnName, shape, scoreKind, mean, deviation, slotNames, activation);
    }

    public override int Length => Shape.Count;

    public override Shape Shape { get; }

    public override IReadOnlyList<string> ColumnNames => [_columnName];

    protected override string Kind => KindName;

    /// <summary>The output as it is.</summary>
    public static VectorHead Plain(string columnName, Shape shape, VectorActivation activation = VectorActivation.None)
    {
        float[] ones = new float[shape.Count];
        ones.AsSpan().Fill(1);
        return new VectorHead(columnName, shape, "", new float[shape.Count], ones, [], activation);
    }

    public static SchemaShape AddTo(MLContext context, SchemaShape shape, string columnName, bool isScore)
    {
        const int anySize = 2;
        return Shapes.Add<Shapes.VectorRow>(context, shape, columnName, new VectorDataViewType(NumberDataViewType.Single, anySize), isScore ? ScoreAnnotations.Shape : []);
    }

    public override void AddColumns(DataViewSchema.Builder builder)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (_slotNames.Count > 0) ScoreAnnotations.AddTexts(annotations, ScoreAnnotations.SlotNames, _slotNames);
        if (_scoreKind.Length > 0) ScoreAnnotations.Add(annotations, _scoreKind, "Score");
        builder.AddColumn(_columnName, new VectorDataViewType(NumberDataViewType.Single, Shape.Dimensions.ToArray()), annotations.ToAnnotations());
    }

    public override void Finish(Tensor output, Span<float> kept)
    {
        ReadOnlySpan<float> values = (_activation switch
        {
            VectorActivation.Softmax => Ops.Softmax(output),
            VectorActivation.Sigmoid => Ops.Sigmoid(output),
            _ => output,
        }).Span;
        for (int i = 0, slot = 0; i < values.Length; i++)
        {
            kept[i] = values[i] * _deviation[slot] + _mean[slot];
            if (++slot == _mean.Length) slot = 0;
        }
    }

    public override Delegate GetGetter(int column, float[] kept, Func<int> slot) => VectorGetter(kept, Length, slot);

    protected override void WriteOptions(BinaryWriter writer)
    {
        writer.Write(_columnName);
        writer.WriteShape(Shape);
        writer.Write(_scoreKind);
        writer.WriteFloats(_mean);
        writer.WriteFloats(_deviation);
        writer.WriteStrings(_slotNames);
        writer.Write((byte)_activation);
    }

    public static VectorHead ReadOptions(BinaryReader reader)
    {
        string name = reader.ReadString();
        Shape shape = reader.ReadShape();
        string scoreKind = reader.ReadString();
        float[] mean = reader.ReadFloats(), deviation = reader.ReadFloats();
        string[] slotNames = reader.ReadStrings();
        return new VectorHead(name, shape, scoreKind, mean, deviation, slotNames, (VectorActivation)reader.ReadByte());
    }
}
