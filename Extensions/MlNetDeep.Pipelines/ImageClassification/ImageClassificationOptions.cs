using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.ImageClassification"/>: columns, architecture, training.</summary>
public sealed class ImageClassificationOptions
{
    /// <summary>The column with the class of each image, a key as <c>MapValueToKey</c> makes it. Rows without a label (key 0) are not trained on. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The column with the images, of ML.NET's image type or text with the path of a PNG or JPEG file. Default "Image".</summary>
    public string ImageColumnName { get; set; } = "Image";

    /// <summary>The added column with the predicted key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>The added column with the probability of each class, in the order of the keys. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>The network, by name (<c>Architecture = "ResNet18"</c>) or as an object (<c>new ConvNet { Blocks = 4 }</c>). Default: <see cref="ConvNet"/> with its defaults.</summary>
    public ImageArchitecture Architecture { get; set; } = new ConvNet();

    /// <summary>The width that images are resized to, in pixels; null (default) takes the width of the column's type, as <c>ResizeImages</c> sets it.</summary>
    public int? ImageWidth { get; set; }

    /// <summary>The height that images are resized to, in pixels; null (default) takes the height of the column's type, as <c>ResizeImages</c> sets it.</summary>
    public int? ImageHeight { get; set; }

    /// <summary>How many times the training set is gone through, at least 1. Default 20.</summary>
    public int Epochs { get; set; } = 20;

    /// <summary>The samples in one step of the optimizer, at least 1. Default 64.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>The highest learning rate of the one-cycle schedule (Smith, 2018), above 0. Default 0.003.</summary>
    public double LearningRate { get; set; } = 3e-3;

    /// <summary>Decoupled weight decay of AdamW (Loshchilov and Hutter, 2019), at least 0; not applied to biases and normalisation. Default 0.005.</summary>
    public double WeightDecay { get; set; } = 5e-3;

    /// <summary>The share of probability spread over all classes in the training targets, 0 to below 1. Default 0.05.</summary>
    public double LabelSmoothing { get; set; } = 0.05;

    /// <summary>The random changes made to training images. Default: horizontal flips and small shifts.</summary>
    public ImageAugmentation Augmentation { get; set; } = DefaultAugmentation;

    /// <summary>A validation set with the same columns; null (default) sets <see cref="ValidationFraction"/> of the training rows aside.</summary>
    public IDataView? ValidationSet { get; set; }

    /// <summary>The share of each class set aside for validation when there is no <see cref="ValidationSet"/>, 0 (none) to below 1. Default 0.1.</summary>
    public double ValidationFraction { get; set; } = 0.1;

    /// <summary>Training stops after so many epochs without a lower validation loss; the best weights are kept. Null (default) trains all epochs and keeps the last weights.</summary>
    public int? EarlyStoppingPatience { get; set; }

    /// <summary>The seed of weights, order, augmentation and dropout; null (default) takes it from the <see cref="MLContext"/>.</summary>
    public int? Seed { get; set; }

    /// <summary>Called after each batch and after each epoch, on the training thread. An exception that it throws ends the training and reaches the caller of <c>Fit</c>.</summary>
    public Action<TrainingProgress>? Progress { get; set; }

    /// <summary>Ends the training: <c>Fit</c> throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; set; }

    private static ImageAugmentation DefaultAugmentation => new() { Shift = 0.125f };

    internal void Validate()
    {
        foreach ((string name, string? value) in new[] { (nameof(LabelColumnName), LabelColumnName), (nameof(ImageColumnName), ImageColumnName), (nameof(PredictedLabelColumnName), PredictedLabelColumnName), (nameof(ScoreColumnName), ScoreColumnName) })
            if (string.IsNullOrEmpty(value)) throw new ArgumentException($"{name} is empty; expected the name of a column.", name);
        if (Architecture is null) throw new ArgumentException($"{nameof(Architecture)} is null; expected a name or an architecture.", nameof(Architecture));
        if (Augmentation is null) throw new ArgumentException($"{nameof(Augmentation)} is null; expected the changes to make, or ImageAugmentation.None.", nameof(Augmentation));
        if ((ImageWidth is null) != (ImageHeight is null)) throw new ArgumentException($"{nameof(ImageWidth)} and {nameof(ImageHeight)} are set together or not at all.", nameof(ImageWidth));
        AtLeast(1, ImageWidth ?? 1, nameof(ImageWidth));
        AtLeast(1, ImageHeight ?? 1, nameof(ImageHeight));
        AtLeast(1, Epochs, nameof(Epochs));
        AtLeast(1, BatchSize, nameof(BatchSize));
        AtLeast(1, EarlyStoppingPatience ?? 1, nameof(EarlyStoppingPatience));
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) throw Range(LearningRate, nameof(LearningRate), "a finite number above 0");
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) throw Range(WeightDecay, nameof(WeightDecay), "a finite number, at least 0");
        if (!(LabelSmoothing is >= 0 and < 1)) throw Range(LabelSmoothing, nameof(LabelSmoothing), "0 to below 1");
        if (!(ValidationFraction is >= 0 and < 1)) throw Range(ValidationFraction, nameof(ValidationFraction), "0 to below 1");
    }

    private static void AtLeast(int least, int value, string name)
    {
        if (value < least) throw Range(value, name, $"at least {least}");
    }

    private static ArgumentOutOfRangeException Range(object value, string name, string expected) =>
        new(name, value, $"{name} is {Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)}; expected {expected}.");
}
