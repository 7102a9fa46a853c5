using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines;

/// <summary>
/// Classifies the images of a column with a trained network. Made by <see cref="ImageClassificationEstimator"/>, saved and loaded
/// as a part of ML.NET's model files, safe to use from many threads at once.
/// </summary>
public sealed class ImageClassificationTransformer : DeepTransformer
{
    internal const string ModelKind = "ImageClassification";

    private readonly ImageClassifier _classifier;

    internal ImageClassificationTransformer(IHostEnvironment env, ImageClassifier classifier) : base(env) => _classifier = classifier;

    /// <summary>The trained network, from normalised images [N, height, width, 3] to logits [N, classes].</summary>
    public Network Network => _classifier.Network;

    /// <summary>The classes, in the order of the scores: the key values of the label as text.</summary>
    public IReadOnlyList<string> ClassNames => _classifier.Labels.Names;

    internal override string Kind => ModelKind;

    internal static ImageClassificationTransformer Read(IHostEnvironment env, BinaryReader reader) => new(env, ImageClassifier.Read(reader));

    internal override void WritePayload(BinaryWriter writer) => _classifier.Write(writer);

    private protected override RowScorer CreateScorer(DataViewSchema inputSchema) =>
        new ImageRowScorer(_classifier, inputSchema, ImageReader.Find(inputSchema, _classifier.ImageColumnName));
}
