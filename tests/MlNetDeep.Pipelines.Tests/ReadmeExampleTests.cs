using Microsoft.ML;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Pipelines.Tests;

public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_pipeline_of_the_readme_runs()
    {
        using var folder = new TemporaryFolder();
        List<ColorImages.PathRow> rows = ColorImages.Save(folder.Path, 400);
        string modelFile = Path.Combine(folder.Path, "model.zip");

        #region readme
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromEnumerable(rows);
        var split = ml.Data.TrainTestSplit(images, testFraction: 0.2);

        var pipeline = ml.Transforms.LoadImages("Image", imageFolder: "", inputColumnName: "Path")
            .Append(ml.Transforms.ResizeImages("Image", imageWidth: 32, imageHeight: 32))
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.Deep().ImageClassification(new() { Architecture = "ConvNet", Epochs = 10 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));

        ITransformer model = pipeline.Fit(split.TrainSet);
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        ml.Model.Save(model, images.Schema, modelFile);
        #endregion

        Assert.True(metrics.MicroAccuracy > 0.8, $"accuracy {metrics.MicroAccuracy}");
        Assert.NotNull(ml.Model.Load(modelFile, out _));
    }

    [Fact]
    public void The_readme_shows_the_code_that_is_tested()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "MlNetDeep.Pipelines.Tests", "ReadmeExampleTests.cs")).ReplaceLineEndings("\n");
        string[] region = source.Split("#region readme\n")[1].Split("\n        #endregion")[0].Split('\n');
        string code = string.Join('\n', region.Select(line => line.Length >= 8 ? line[8..] : line));
        Assert.Contains(code, File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
