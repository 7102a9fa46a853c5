using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Images;

/// <summary>Learns the class of images.</summary>
internal sealed class ImageClassificationEstimator(MLContext context, ImageClassificationOptions options) : ImageEstimator(
    context, "ImageClassification", options, new ClassTask(options.LabelColumnName, options.PredictedLabelColumnName, options.ScoreColumnName, options.LabelSmoothing))
{
    private protected override (Network Network, string BackboneEnd) Build(Shape shape, int outputs, ulong seed)
    {
        Network network = options.Architecture.Build(shape, outputs, seed);
        return (network, options.Architecture.FeatureLayer ?? network.Layers[^2].Name);
    }

    private protected override Loss LossFor(TrainingTarget target, TrainingImages images) =>
        new SoftmaxCrossEntropy { LabelSmoothing = (float)options.LabelSmoothing, ClassWeights = ClassWeights((ClassTarget)target, images) };

    private float[]? ClassWeights(ClassTarget target, TrainingImages images)
    {
        IReadOnlyList<string> names = target.Labels.Names;
        if (options.BalanceClasses)
        {
            int[] counts = new int[names.Count];
            foreach (int label in images.Pictures.Labels) counts[label]++;
            int present = counts.Count(count => count > 0);
            return [.. counts.Select(count => count == 0 ? 0 : (float)images.Pictures.Count / (present * count))];
        }
        if (options.ClassWeights is not { } weights) return null;
        foreach (string name in weights.Keys)
            if (!names.Contains(name)) throw new ArgumentException($"{nameof(ImageClassificationOptions.ClassWeights)} names the class '{name}'; the label '{target.ColumnName}' has {string.Join(", ", names)}.");
        return [.. names.Select(name => weights.TryGetValue(name, out float weight) ? weight : 1)];
    }
}
