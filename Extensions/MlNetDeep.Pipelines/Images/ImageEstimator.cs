using Microsoft.ML;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Images;

/// <summary>Learns a task from a column of images.</summary>
internal abstract class ImageEstimator(MLContext context, string name, ImageOptions options, LearningTask task) : DeepEstimator(context, name, options)
{
    private protected override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        ImageReader.Check(shape, options.ImageColumnName);
        return task.Describe(context, shape);
    }

    private protected override DeepModel Train(IDataView input, TrainingSession session)
    {
        DataViewSchema.Column image = ImageReader.Find(input.Schema, options.ImageColumnName);
        TrainingTarget target = task.Target(input.Schema);
        (int Width, int Height) size = ImageSize(image);
        var moments = new TargetMoments(target);
        if (target is NumberTarget) session.Observe(input, [target.Find(input.Schema)], moments.Observe);
        moments.Standardise();

        TrainingImages images = TrainingImages.Read(input, options.ImageColumnName, target, size, session);
        if (target is ClassTarget) images.CheckClasses();
        ImageNormalization normalization = ImageNormalization.Of(images.Pictures);
        Dataset samples = images.Samples(normalization, options.Augmentation);
        (Dataset training, Dataset? validation) = options.ValidationSet is IDataView view
            ? (samples, TrainingImages.Read(view, options.ImageColumnName, target, size, session).Samples(normalization, null))
            : session.Split(samples, target is ClassTarget ? images.ClassOf : null);

        (Network network, string backboneEnd) = Build(new Shape(size.Height, size.Width, 3), task.Outputs(target), session.Seed);
        Loss loss = LossFor(target, images);
        if (options.CheckpointPath is null) session.Train(network, [new OutputLoss(network.OutputNames[0], loss)], training, validation);
        else FineTune(network, backboneEnd, loss, training, validation, session);
        return new DeepModel(Task, [new ImageInput(image.Name, size.Width, size.Height, normalization)], network, [task.Head(target)]);
    }

    /// <summary>Builds the network, and names the layer whose output its head takes.</summary>
    private protected abstract (Network Network, string BackboneEnd) Build(Shape shape, int outputs, ulong seed);

    private protected virtual Loss LossFor(TrainingTarget target, TrainingImages images) => task.DefaultLoss;

    private void FineTune(Network network, string backboneEnd, Loss loss, Dataset training, Dataset? validation, TrainingSession session)
    {
        HashSet<string> backbone = [.. network.CutAt(backboneEnd).Weights.Select(weight => weight.Name)];
        Dictionary<string, float[]> head = network.GetWeights().Where(pair => !backbone.Contains(pair.Key)).ToDictionary();
        LoadReport report = network.LoadWeights(options.CheckpointPath!, strict: false);
        network.SetWeights(head);
        int loaded = report.Loaded.Count(backbone.Contains);
        if (loaded == 0)
            throw new InvalidDataException($"No weight of '{options.CheckpointPath}' fits the backbone of {options.Architecture.GetType().Name}: {report}");
        session.Info($"{loaded} of {backbone.Count} weights of the backbone from '{options.CheckpointPath}'.");

        var tuner = new FineTuner(network, backboneEnd, loss, rate => new Adam(rate) { WeightDecay = (float)options.WeightDecay });
        tuner.Fit(training, new FineTuneOptions
        {
            FrozenEpochs = options.FrozenEpochs,
            Epochs = options.Epochs,
            HeadLearningRate = (float)options.LearningRate,
            BackboneLearningRateFactor = (float)options.BackboneLearningRateFactor,
            Training = session.Plan(),
        }, validation, session.Callbacks(), session.CancellationToken);
        session.CancellationToken.ThrowIfCancellationRequested();
    }

    private (int Width, int Height) ImageSize(DataViewSchema.Column column)
    {
        if (options is { ImageWidth: int width, ImageHeight: int height }) return (width, height);
        return column.Type is ImageDataViewType { Width: > 0, Height: > 0 } image
            ? (image.Width, image.Height)
            : throw new InvalidOperationException($"The images of the column '{column.Name}' have no common size: set {nameof(ImageOptions.ImageWidth)} and {nameof(ImageOptions.ImageHeight)}, or append ResizeImages before.");
    }
}
