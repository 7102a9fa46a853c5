using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Tests.Conformance;
using MlNetDeep.TestSupport;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Tests.Images;

public sealed class ImageEstimatorTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Numbers_are_told_from_images()
    {
        var options = new ImageRegressionOptions { LabelColumnName = "Amount", Architecture = new ConvNet { Blocks = 1, Filters = 8, Dropout = 0 }, Augmentation = ImageAugmentation.None, Epochs = 15, BatchSize = 16, LearningRate = 0.01, Seed = 1 };
        IDataView scored = _ml.Deep().ImageRegression(options).Fit(Sample.View(_ml, 150)).Transform(Sample.View(_ml, 50, seed: 2));
        Assert.True(_ml.Regression.Evaluate(scored, "Amount").RSquared > 0.9);
    }

    [Fact]
    public void Bytes_of_files_are_images_too()
    {
        using var folder = new TemporaryFolder();
        IDataView paths = _ml.Data.LoadFromEnumerable(ColorImages.Save(folder.Path, 60));
        ImageClassificationOptions options = ColorImages.FastOptions(2);
        (options.ImageWidth, options.ImageHeight) = (ColorImages.Size, ColorImages.Size);
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.Transforms.LoadRawImageBytes("Image", "", "Path")).Append(_ml.Transforms.CopyColumns("File", "Path")).Fit(paths).Transform(paths);
        DeepTransformer ofBytes = _ml.Deep().ImageClassification(options).Fit(keyed);
        options.ImageColumnName = "File";
        DeepTransformer ofPaths = _ml.Deep().ImageClassification(options).Fit(keyed);
        Assert.Equal(ofPaths.Transform(keyed).GetColumn<float[]>("Score"), ofBytes.Transform(keyed).GetColumn<float[]>("Score"));
    }

    [Fact]
    public void A_checkpoint_gives_the_backbone_and_the_head_is_new()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("backbone.safetensors");
        _ml.Deep().ImageClassification(ColorImages.FastOptions(8)).Fit(ColorImages.Data(_ml, 90)).Network.SaveWeights(checkpoint);
        ImageClassificationOptions options = ColorImages.FastOptions(1);
        (options.CheckpointPath, options.FrozenEpochs) = (checkpoint, 3);
        var loaded = new List<string>();
        _ml.Log += (_, e) => { if (e.Message.Contains("weights of the backbone", StringComparison.Ordinal)) loaded.Add(e.Message); };
        IDataView scored = _ml.Deep().ImageClassification(options).Fit(ColorImages.Data(_ml, 60, seed: 3)).Transform(ColorImages.Data(_ml, 30, seed: 4));
        Assert.Single(loaded);
        Assert.True(_ml.MulticlassClassification.Evaluate(scored).MicroAccuracy > 0.9);

        options.Architecture = new LeNet5();
        Assert.Contains("No weight of", Assert.Throws<InvalidDataException>(() => _ml.Deep().ImageClassification(options).Fit(ColorImages.Data(_ml, 30))).Message, StringComparison.Ordinal);
        options.CheckpointPath = folder.File("nope.pth");
        Assert.Contains("nope.pth", Assert.Throws<FileNotFoundException>(() => _ml.Deep().ImageClassification(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_weights_name_classes()
    {
        ImageClassificationOptions options = ColorImages.FastOptions(1);
        options.ClassWeights = new Dictionary<string, float> { ["right"] = 2 };
        Assert.Contains("names the class 'right'; the label 'Label' has bottom, left, top", Assert.Throws<ArgumentException>(() => _ml.Deep().ImageClassification(options).Fit(ColorImages.Data(_ml, 30))).Message, StringComparison.Ordinal);
        options.BalanceClasses = true;
        Assert.Contains("are not set together", Assert.Throws<ArgumentException>(() => _ml.Deep().ImageClassification(options)).Message, StringComparison.Ordinal);
    }
}
