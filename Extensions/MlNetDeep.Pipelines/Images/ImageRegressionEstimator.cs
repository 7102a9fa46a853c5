using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Images;

/// <summary>Learns numbers from images: the backbone of an architecture with a dense layer behind it.</summary>
internal sealed class ImageRegressionEstimator(MLContext context, ImageRegressionOptions options) : ImageEstimator(
    context, "ImageRegression", options, new NumberTask(options.LabelColumnName, options.ScoreColumnName, NumberLabels.Either, options.Loss))
{
    private protected override (Network Network, string BackboneEnd) Build(Shape shape, int outputs, ulong seed)
    {
        // What the classifier would be does not matter: it is cut off.
        const int anyClasses = 2;
        Network classifier = options.Architecture.Build(shape, anyClasses, seed);
        string backboneEnd = options.Architecture.FeatureLayer ?? classifier.Layers[^2].Name;
        Network backbone = classifier.CutAt(backboneEnd);
        List<Layer> head = [new Dense(outputs) { Name = "regression" }];
        if (backbone.OutputShape.Rank > 1) head.Insert(0, new Flatten());
        return (backbone.Append(head, seed), backboneEnd);
    }
}
