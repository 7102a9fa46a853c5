using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines;

/// <summary>What the options of the estimators on images have in common.</summary>
public abstract class ImageOptions : DeepTrainingOptions
{
    private protected ImageOptions() => WeightDecay = 5e-3;

    /// <summary>
    /// The column with the images: of ML.NET's image type, text with the path of a picture, or a vector of bytes as
    /// <c>LoadRawImageBytes</c> gives it. Default "Image".
    /// </summary>
    public string ImageColumnName { get; set; } = "Image";

    /// <summary>The added column with the score. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>
    /// The network, by name (<c>Architecture = "ResNet18"</c>) or as an object (<c>new ConvNet { Blocks = 4 }</c>); derive a record from
    /// <see cref="ImageArchitecture"/> to bring your own. Default: <see cref="ConvNet"/> with its defaults.
    /// </summary>
    public ImageArchitecture Architecture { get; set; } = new ConvNet();

    /// <summary>
    /// Transfer: a network file, safetensors file or PyTorch checkpoint whose weights the network starts with, those of the head excepted.
    /// The head is trained alone for <see cref="FrozenEpochs"/> epochs, then all of it. Null (default) starts from random weights.
    /// </summary>
    public string? CheckpointPath { get; set; }

    /// <summary>With a checkpoint, the epochs in which only the head learns, at least 0. Default 5.</summary>
    public int FrozenEpochs { get; set; } = 5;

    /// <summary>With a checkpoint, the factor of the learning rate for all layers but the head, above 0. Default 0.3.</summary>
    public double BackboneLearningRateFactor { get; set; } = 0.3;

    /// <summary>The width that images are resized to, in pixels; null (default) takes the width of the column's type, as <c>ResizeImages</c> sets it.</summary>
    public int? ImageWidth { get; set; }

    /// <summary>The height that images are resized to, in pixels; null (default) takes the height of the column's type, as <c>ResizeImages</c> sets it.</summary>
    public int? ImageHeight { get; set; }

    /// <summary>The random changes made to training images. Default: horizontal flips and small shifts.</summary>
    public ImageAugmentation Augmentation { get; set; } = new() { Shift = 0.125f };

    internal override void Validate()
    {
        base.Validate();
        Named(nameof(ImageColumnName), ImageColumnName);
        Named(nameof(ScoreColumnName), ScoreColumnName);
        Given(nameof(Architecture), Architecture, "a name or an architecture");
        Given(nameof(Augmentation), Augmentation, "the changes to make, or ImageAugmentation.None");
        if ((ImageWidth is null) != (ImageHeight is null)) throw new ArgumentException($"{nameof(ImageWidth)} and {nameof(ImageHeight)} are set together or not at all.", nameof(ImageWidth));
        AtLeast(1, ImageWidth ?? 1, nameof(ImageWidth));
        AtLeast(1, ImageHeight ?? 1, nameof(ImageHeight));
        AtLeast(0, FrozenEpochs, nameof(FrozenEpochs));
        Check(BackboneLearningRateFactor > 0 && double.IsFinite(BackboneLearningRateFactor), BackboneLearningRateFactor, nameof(BackboneLearningRateFactor), "a finite number above 0");
        if (CheckpointPath is not null && !File.Exists(CheckpointPath)) throw new FileNotFoundException($"{nameof(CheckpointPath)} '{CheckpointPath}' does not exist.", CheckpointPath);
    }
}
