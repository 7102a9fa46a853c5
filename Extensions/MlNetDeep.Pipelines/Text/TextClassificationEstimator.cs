using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Text;

/// <summary>Learns the class of texts: token embeddings, an encoder, one dense layer.</summary>
internal sealed class TextClassificationEstimator(MLContext context, TextClassificationOptions options) : DeepEstimator(context, TaskName, options)
{
    private const string TaskName = "TextClassification";

    // Long texts say what they are about early; beyond this the time grows and the accuracy does not.
    private const int LongestDefaultSequence = 256;
    private const double CoveredTexts = 0.95;

    private readonly ClassTask _task = new(options.LabelColumnName, options.PredictedLabelColumnName, options.ScoreColumnName, options.LabelSmoothing);

    private protected override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        SchemaShape.Column text = Shapes.Find(shape, options.TextColumnName) ?? throw RowErrors.MissingColumn("text", options.TextColumnName);
        if (text.Kind != SchemaShape.Column.VectorKind.Scalar || text.ItemType is not TextDataViewType) throw RowErrors.WrongType("text", text.Name, "String", Shapes.Describe(text));
        return _task.Describe(context, shape);
    }

    private protected override DeepModel Train(IDataView input, TrainingSession session)
    {
        DataViewSchema.Column text = TokenInput.Find(input.Schema, options.TextColumnName);
        TrainingTarget target = _task.Target(input.Schema);
        var vocabulary = new VocabularyBuilder();
        session.Observe(input, [text], row =>
        {
            ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(text);
            ReadOnlyMemory<char> value = default;
            return () =>
            {
                getter(ref value);
                vocabulary.Add(value.Span);
            };
        });
        Tokenizer tokenizer = vocabulary.Build(options.MaximumTokens, options.MinimumTokenCount);
        int length = options.SequenceLength ?? LengthFor(vocabulary.Lengths);
        session.Info($"{tokenizer.Tokens.Count} tokens, texts of {length}.");

        var tokens = new TokenInput(text.Name, tokenizer, length);
        Network network = Build(tokens.Shape, tokenizer.Count, _task.Outputs(target), session.Seed);
        session.Train(network, [new OutputLoss(network.OutputNames[0], _task.DefaultLoss)], input, [tokens], [target]);
        return new DeepModel(TaskName, [tokens], network, [_task.Head(target)]);
    }

    private static int LengthFor(IReadOnlyList<int> lengths)
    {
        int[] sorted = [.. lengths.Order()];
        return sorted.Length == 0 ? 1 : Math.Clamp(sorted[(int)(CoveredTexts * (sorted.Length - 1))], 1, LongestDefaultSequence);
    }

    private Network Build(Shape shape, int tokens, int classes, ulong seed)
    {
        Node indices = Network.Input(shape, "tokens");
        Node embedded = indices.Apply(new Embedding(tokens, options.EmbeddingSize) { Name = "embedding", MaskZero = true });
        Node features = options.Encoder == TextEncoderKind.Lstm
            ? new Bidirectional(new Lstm(options.EncoderSize)) { Name = "lstm" }.Call(embedded, indices.Apply(new SequenceLengths()))
            : Convolutions(embedded);
        if (options.Dropout > 0) features = features.Apply(new Dropout((float)options.Dropout));
        return new Network(indices, features.Apply(new Dense(classes) { Name = "output" }), seed);
    }

    private Node Convolutions(Node embedded)
    {
        int[] widths = [3, 4, 5];
        return new Concatenate().Call([.. widths.Select(width => embedded
            .Apply(new Conv1D(options.EncoderSize, width) { Name = $"conv{width}", Padding = Padding1D.Same, Activation = "relu", KernelInitializer = "he_normal" })
            .Apply(new GlobalMaxPool1D()))]);
    }
}
