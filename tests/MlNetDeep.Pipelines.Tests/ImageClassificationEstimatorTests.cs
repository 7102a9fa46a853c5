using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.TestSupport;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Tests;

public sealed class ImageClassificationEstimatorTests
{
    [Fact]
    public void Learns_and_evaluates_in_a_pipeline()
    {
        var ml = new MLContext(1);
        ITransformer model = ml.Deep().ImageClassification(ColorImages.FastOptions()).Fit(ColorImages.Data(ml, 90));
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(ColorImages.Data(ml, 30, seed: 2)));
        Assert.True(metrics.MicroAccuracy > 0.9, $"accuracy {metrics.MicroAccuracy}");
        Assert.Contains("bottom", metrics.ConfusionMatrix.GetFormattedConfusionTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_scores_and_another_seed_others()
    {
        var ml = new MLContext(1);
        float[] Scores(int seed)
        {
            ImageClassificationOptions options = ColorImages.FastOptions(epochs: 2);
            options.Seed = seed;
            return OtherProcess.Score(ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 60)), ml);
        }
        Assert.Equal(Scores(1), Scores(1));
        Assert.NotEqual(Scores(1), Scores(2));
    }

    [Fact]
    public void The_seed_of_the_context_is_used_when_the_options_have_none()
    {
        float[] Scores(int seed)
        {
            var ml = new MLContext(seed);
            ImageClassificationOptions options = ColorImages.FastOptions(epochs: 1);
            options.Seed = null;
            return OtherProcess.Score(ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 30)), ml);
        }
        Assert.Equal(Scores(1), Scores(1));
        Assert.NotEqual(Scores(1), Scores(2));
    }

    [Fact]
    public void Columns_have_the_types_and_annotations_of_a_multiclass_trainer()
    {
        var ml = new MLContext(1);
        DataViewSchema schema = ml.Deep().ImageClassification(ColorImages.FastOptions(1)).Fit(ColorImages.Data(ml, 30)).GetOutputSchema(ColorImages.Data(ml, 3).Schema);
        Assert.Equal("Key<UInt32, 0-2>", schema["PredictedLabel"].Type.ToString());
        Assert.Equal("Vector<Single, 3>", schema["Score"].Type.ToString());
        Assert.Equal(["KeyValues", "ScoreColumnSetId", "ScoreColumnKind", "ScoreValueKind"], schema["PredictedLabel"].Annotations.Schema.Select(c => c.Name));
        Assert.Equal(["SlotNames", "TrainingLabelValues", "ScoreColumnSetId", "ScoreColumnKind", "ScoreValueKind"], schema["Score"].Annotations.Schema.Select(c => c.Name));
    }

    [Fact]
    public void A_missing_image_column_is_named()
    {
        var ml = new MLContext(1);
        ImageClassificationOptions options = ColorImages.FastOptions();
        options.ImageColumnName = "Photo";
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 30)));
        Assert.Contains("Could not find image column 'Photo'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_label_column_is_named_by_fit_and_by_the_chain()
    {
        var ml = new MLContext(1);
        ImageClassificationOptions options = ColorImages.FastOptions();
        options.LabelColumnName = "Class";
        var fit = Assert.Throws<ArgumentOutOfRangeException>(() => ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 30)));
        Assert.Contains("Could not find label column 'Class'", fit.Message, StringComparison.Ordinal);
        var chain = Assert.Throws<ArgumentOutOfRangeException>(() =>
            ml.Transforms.CopyColumns("Copy", "Number").Append(ml.Deep().ImageClassification(options)).Fit(ColorImages.Data(ml, 30)));
        Assert.Contains("Could not find label column 'Class'", chain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_key_is_refused_with_both_types()
    {
        var ml = new MLContext(1);
        IDataView texts = ml.Data.LoadFromEnumerable(ColorImages.Rows(30));
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => ml.Deep().ImageClassification(ColorImages.FastOptions()).Fit(texts));
        Assert.Contains("Schema mismatch for label column 'Label': expected Key<UInt32>, got String", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_column_of_another_type_is_refused_with_both_types()
    {
        var ml = new MLContext(1);
        ImageClassificationOptions options = ColorImages.FastOptions();
        options.ImageColumnName = "Number";
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 30)));
        Assert.Contains("Schema mismatch for image column 'Number': expected Image, String or a vector of Byte, got Single", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_only_is_refused_by_name()
    {
        var ml = new MLContext(1);
        var e = Assert.Throws<InvalidOperationException>(() => ml.Deep().ImageClassification(ColorImages.FastOptions()).Fit(ColorImages.Data(ml, 20, classes: 1)));
        Assert.Contains("All 20 images have the label 'bottom' in the column 'Label'; at least 2 classes are needed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_are_refused()
    {
        var ml = new MLContext(1);
        IDataView none = Keyed(ml, ColorImages.Rows(30), []);
        var e = Assert.Throws<InvalidOperationException>(() => ml.Deep().ImageClassification(ColorImages.FastOptions()).Fit(none));
        Assert.Contains("'Image' and 'Label'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_unknown_size_need_one()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        IDataView rows = Keyed(ml, ColorImages.Save(folder.Path, 30));
        ImageClassificationOptions options = ColorImages.FastOptions(1);
        options.ImageColumnName = "Path";
        var e = Assert.Throws<InvalidOperationException>(() => ml.Deep().ImageClassification(options).Fit(rows));
        Assert.Contains("'Path'", e.Message, StringComparison.Ordinal);
        Assert.Contains("ImageWidth", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_file_among_good_ones_is_named_skipped_and_counted()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        List<ColorImages.PathRow> rows = ColorImages.Save(folder.Path, 30);
        File.WriteAllText(rows[4].Path, "no picture");
        var warnings = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning) warnings.Add(e.RawMessage);
        };
        ImageClassificationOptions options = ColorImages.FastOptions(1);
        (options.ImageColumnName, options.ImageWidth, options.ImageHeight) = ("Path", 16, 16);

        ml.Deep().ImageClassification(options).Fit(Keyed(ml, rows));
        Assert.Contains(warnings, w => w.Contains("004.png", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("Skipped 1 of 30 images", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unreadable_file_behind_LoadImages_is_skipped_as_well()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        List<ColorImages.PathRow> rows = ColorImages.Save(folder.Path, 30);
        File.WriteAllText(rows[4].Path, "no picture");
        var warnings = new List<string>();
        ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning) warnings.Add(e.RawMessage);
        };
        ml.Transforms.LoadImages("Image", "", "Path").Append(ml.Transforms.ResizeImages("Image", 16, 16))
            .Append(ml.Deep().ImageClassification(ColorImages.FastOptions(1))).Fit(Keyed(ml, rows));
        Assert.Contains(warnings, w => w.Contains("004.png", StringComparison.Ordinal));
    }

    [Fact]
    public void Mostly_unreadable_files_are_an_error()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        List<ColorImages.PathRow> rows = ColorImages.Save(folder.Path, 30);
        foreach (ColorImages.PathRow row in rows.Take(20)) File.WriteAllText(row.Path, "no picture");
        ImageClassificationOptions options = ColorImages.FastOptions(1);
        (options.ImageColumnName, options.ImageWidth, options.ImageHeight) = ("Path", 16, 16);
        var e = Assert.Throws<InvalidOperationException>(() => ml.Deep().ImageClassification(options).Fit(Keyed(ml, rows)));
        Assert.Contains("20 of 30 images", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_tells_each_epoch_and_an_exception_in_it_ends_the_training()
    {
        var ml = new MLContext(1);
        var epochs = new List<int>();
        ImageClassificationOptions options = ColorImages.FastOptions(5);
        options.Progress = p =>
        {
            if (p.Result is null) return;
            Assert.NotNull(p.Result.ValidationAccuracy);
            epochs.Add(p.Epoch);
            if (p.Epoch == 3) throw new TimeoutException("enough");
        };
        Assert.Equal("enough", Assert.Throws<TimeoutException>(() => ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 60))).Message);
        Assert.Equal([1, 2, 3], epochs);
    }

    [Fact]
    public void Cancellation_ends_the_training()
    {
        var ml = new MLContext(1);
        using var source = new CancellationTokenSource();
        ImageClassificationOptions options = ColorImages.FastOptions(50);
        options.CancellationToken = source.Token;
        options.Progress = _ => source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 60)));
    }

    [Fact]
    public void Rows_without_a_label_are_not_trained_on()
    {
        var ml = new MLContext(1);
        List<ColorImages.Row> rows = ColorImages.Rows(60);
        IDataView clean = Keyed(ml, rows, rows.Take(30));
        foreach (ColorImages.Row row in rows.Skip(30)) row.Label = "";
        IDataView withMissing = Keyed(ml, rows.Take(30), rows);
        float[] Scores(IDataView data) => OtherProcess.Score(ml.Deep().ImageClassification(ColorImages.FastOptions(2)).Fit(data), ml);
        Assert.Equal(Scores(clean), Scores(withMissing));
    }

    [Fact]
    public void Numeric_labels_keep_their_values()
    {
        var ml = new MLContext(1);
        IDataView rows = ml.Data.LoadFromEnumerable(ColorImages.Rows(30));
        IDataView scored = ml.Transforms.CustomMapping<ColorImages.Row, Parity>((row, result) => result.Odd = row.Number % 2, null)
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", nameof(Parity.Odd)))
            .Append(ml.Deep().ImageClassification(ColorImages.FastOptions(1)))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Value", "PredictedLabel")).Fit(rows).Transform(rows);
        Assert.All(scored.GetColumn<float>("Value"), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void An_own_architecture_takes_one_class()
    {
        var ml = new MLContext(1);
        ImageClassificationOptions options = ColorImages.FastOptions(1);
        options.Architecture = new Perceptron();
        Assert.Equal(2 + 1, ml.Deep().ImageClassification(options).Fit(ColorImages.Data(ml, 30)).Network.Layers.Count);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var ml = new MLContext(1);
        Assert.Contains("Epochs is 0; expected at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => ml.Deep().ImageClassification(new() { Epochs = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("LearningRate is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => ml.Deep().ImageClassification(new() { LearningRate = double.NaN })).Message, StringComparison.Ordinal);
        Assert.Contains("'Rasnet'", Assert.Throws<ArgumentException>(() => ml.Deep().ImageClassification(new() { Architecture = "Rasnet" })).Message, StringComparison.Ordinal);
    }

    private sealed class Parity
    {
        public float Odd { get; set; }
    }

    private sealed record Perceptron : ImageArchitecture
    {
        public override Network Build(Tensors.Shape inputShape, int classes, ulong seed = 0) =>
            Network.Sequential(inputShape, [new Flatten(), new Dense(classes)], seed);
    }

    private static IDataView Keyed(MLContext ml, List<ColorImages.PathRow> rows)
    {
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
    }

    private static IDataView Keyed(MLContext ml, IEnumerable<ColorImages.Row> keys, IEnumerable<ColorImages.Row> rows) =>
        ml.Transforms.Conversion.MapValueToKey("Label").Fit(ml.Data.LoadFromEnumerable(keys.ToList())).Transform(ml.Data.LoadFromEnumerable(rows.ToList()));
}
