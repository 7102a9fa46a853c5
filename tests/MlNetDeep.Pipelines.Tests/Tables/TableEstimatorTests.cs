using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Tests.Conformance;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Pipelines.Tests.Tables;

public sealed class TableEstimatorTests
{
    private static readonly string[] s_features = ["Number", "Exact", "Flag", "CityKey", "Place"];

    private readonly MLContext _ml = new(1);

    [Fact]
    public void Fares_are_learned_from_the_columns_of_a_file()
    {
        string folder = Repository.SharedData("tabular");
        TextLoader.Column[] columns =
        [
            new("vendor", DataKind.String, 0), new("rate", DataKind.String, 1), new("passengers", DataKind.Single, 2), new("seconds", DataKind.Single, 3),
            new("distance", DataKind.Single, 4), new("payment", DataKind.String, 5), new("Label", DataKind.Single, 6),
        ];
        IDataView Load(string file) => _ml.Data.LoadFromTextFile(Path.Combine(folder, file), columns, ',', hasHeader: true);
        IEstimator<ITransformer> pipeline = _ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("vendor"), new InputOutputColumnPair("rate"), new InputOutputColumnPair("payment")])
            .Append(_ml.Deep().Regression(new RegressionOptions
            {
                FeatureColumnNames = ["vendor", "rate", "passengers", "seconds", "distance", "payment"],
                Architecture = new Mlp { HiddenUnits = [64, 64], Activation = "silu" },
                Epochs = 12,
                BatchSize = 256,
                Seed = 1,
            }));
        RegressionMetrics metrics = _ml.Regression.Evaluate(pipeline.Fit(Load("taxi-fare-train.csv")).Transform(Load("taxi-fare-test.csv")));
        Assert.True(metrics.RSquared > 0.82, $"R2 {metrics.RSquared}");
    }

    [Fact]
    public void Every_task_learns_what_there_is_to_learn()
    {
        IDataView train = Sample.View(_ml, 300), test = Sample.View(_ml, 100, seed: 2);
        Assert.True(_ml.MulticlassClassification.Evaluate(_ml.Deep().Classification(Options(new ClassificationOptions { LabelColumnName = "KindKey", FeatureColumnNames = s_features })).Fit(train).Transform(test), "KindKey").MicroAccuracy > 0.98);
        CalibratedBinaryClassificationMetrics binary = _ml.BinaryClassification.Evaluate(_ml.Deep().BinaryClassification(Options(new BinaryClassificationOptions { LabelColumnName = "Yes", FeatureColumnNames = s_features })).Fit(train).Transform(test), "Yes");
        Assert.True(binary.Accuracy > 0.98 && binary.LogLoss < 0.2, $"{binary.Accuracy} {binary.LogLoss}");
        Assert.True(_ml.Regression.Evaluate(_ml.Deep().Regression(Options(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = s_features })).Fit(train).Transform(test), "Amount").RSquared > 0.98);
        IDataView several = _ml.Deep().MultiOutputRegression(Options(new RegressionOptions { LabelColumnName = "Amounts", FeatureColumnNames = s_features })).Fit(train).Transform(test);
        double error = several.GetColumn<float[]>("Amounts").Zip(several.GetColumn<float[]>("Score"), (truth, score) => Math.Abs(truth[0] - score[0])).Average();
        Assert.True(error < 1, $"error {error}");
    }

    [Fact]
    public void Weights_decide_what_is_learned()
    {
        // The same rows with both labels: those that count more win.
        Sample[] rows = Sample.Rows(200);
        foreach (Sample row in rows) row.Weight = row.Yes ? 1 : 0;
        foreach (Sample row in rows) (row.Number, row.Exact, row.Flag, row.City, row.Place) = (1, 1, true, "Bonn", [1, 1]);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        BinaryClassificationOptions options = Options(new BinaryClassificationOptions { LabelColumnName = "Yes", FeatureColumnNames = ["Number", "Place"], ExampleWeightColumnName = "Weight" });
        Assert.All(_ml.Deep().BinaryClassification(options).Fit(data).Transform(data).GetColumn<float>("Probability"), p => Assert.True(p > 0.65, $"{p}"));
        foreach (Sample row in rows) row.Weight = 1 - row.Weight;
        Assert.All(_ml.Deep().BinaryClassification(options).Fit(data).Transform(data).GetColumn<float>("Probability"), p => Assert.True(p < 0.35, $"{p}"));
        rows[3].Weight = -1;
        Assert.Contains("the weight -1 in the column 'Weight'", Assert.Throws<InvalidOperationException>(() => _ml.Deep().BinaryClassification(options).Fit(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_and_unseen_values_are_scored()
    {
        IDataView train = Sample.View(_ml, 200);
        DeepTransformer model = _ml.Deep().Regression(Options(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = s_features })).Fit(train);
        Sample[] rows = Sample.Rows(4, seed: 3);
        foreach (Sample row in rows) (row.Number, row.Exact, row.City, row.Place) = (float.NaN, double.PositiveInfinity, "Rome", [float.NaN, float.NaN]);
        IDataView unseen = _ml.Transforms.Conversion.MapValueToKey("CityKey", "City").Fit(train).Transform(_ml.Data.LoadFromEnumerable(rows));
        Assert.All(model.Transform(unseen).GetColumn<float>("Score"), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void Columns_of_wrong_types_are_refused_by_fit_and_by_the_chain()
    {
        IDataView data = Sample.View(_ml);
        void Refuses(string expected, TableOptions options)
        {
            IEstimator<DeepTransformer> estimator = options is RegressionOptions regression ? _ml.Deep().Regression(regression) : _ml.Deep().Classification((ClassificationOptions)options);
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message, StringComparison.Ordinal);
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("A", "Number").Append(estimator).Fit(data)).Message, StringComparison.Ordinal);
        }
        Refuses("Schema mismatch for feature column 'City': expected a number, Boolean or a vector of a known size of them, or a key", Options(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = ["City"] }));
        Refuses("Schema mismatch for label column 'City': expected Single, got String", Options(new RegressionOptions { LabelColumnName = "City", FeatureColumnNames = s_features }));
        Refuses("Schema mismatch for label column 'Amounts': expected Single, got Vector<Single", Options(new RegressionOptions { LabelColumnName = "Amounts", FeatureColumnNames = s_features }));
        Refuses("Schema mismatch for label column 'Kind': expected Key<UInt32>, got String", Options(new ClassificationOptions { LabelColumnName = "Kind", FeatureColumnNames = s_features }));
        Refuses("Could not find feature column 'Nope'", Options(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = ["Nope"] }));
    }

    [Fact]
    public void One_class_and_no_labels_are_refused()
    {
        IDataView data = Sample.View(_ml, 20), high = _ml.Data.FilterRowsByColumn(data, "Amount", lowerBound: 1000);
        var one = Assert.Throws<InvalidOperationException>(() => _ml.Deep().BinaryClassification(Options(new BinaryClassificationOptions { LabelColumnName = "Yes", FeatureColumnNames = s_features })).Fit(high));
        Assert.Equal("All 10 rows have the label 'true' in the column 'Yes'; at least 2 classes are needed.", one.Message);
        IDataView none = _ml.Data.FilterRowsByColumn(data, "Amount", lowerBound: 1e9);
        var empty = Assert.Throws<InvalidOperationException>(() => _ml.Deep().Regression(Options(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = s_features })).Fit(none));
        Assert.Equal("There are no rows with a label in the column 'Amount' to train on.", empty.Message);
    }

    [Fact]
    public void A_validation_set_is_watched_and_training_can_be_cancelled()
    {
        IDataView data = Sample.View(_ml, 60);
        var losses = new List<double>();
        RegressionOptions options = Options(new RegressionOptions { LabelColumnName = "Amount", FeatureColumnNames = s_features, ValidationSet = Sample.View(_ml, 20, seed: 4) });
        options.Progress = progress => { if (progress.Result?.ValidationLoss is double loss) losses.Add(loss); };
        _ml.Deep().Regression(options).Fit(data);
        Assert.NotEmpty(losses);

        using var source = new CancellationTokenSource();
        options.Progress = _ => source.Cancel();
        options.CancellationToken = source.Token;
        Assert.ThrowsAny<OperationCanceledException>(() => _ml.Deep().Regression(options).Fit(data));
    }

    [Theory]
    [InlineData(nameof(TableOptions.Epochs), 0, "Epochs is 0; expected at least 1.")]
    [InlineData(nameof(TableOptions.BatchSize), -1, "BatchSize is -1; expected at least 1.")]
    [InlineData(nameof(TableOptions.LearningRate), double.NaN, "LearningRate is NaN; expected a finite number above 0.")]
    [InlineData(nameof(TableOptions.WeightDecay), -0.5, "WeightDecay is -0.5; expected a finite number, at least 0.")]
    [InlineData(nameof(TableOptions.ValidationFraction), 1.0, "ValidationFraction is 1; expected 0 to below 1.")]
    [InlineData(nameof(TableOptions.EmbeddingSize), 0, "EmbeddingSize is 0; expected at least 1.")]
    [InlineData(nameof(TableOptions.LabelColumnName), "", "LabelColumnName is empty; expected the name of a column.")]
    public void Options_out_of_range_are_named(string option, object value, string expected)
    {
        var options = new RegressionOptions();
        typeof(RegressionOptions).GetProperty(option)!.SetValue(options, value);
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(() => _ml.Deep().Regression(options)).Message, StringComparison.Ordinal);
    }

    private static T Options<T>(T options) where T : TableOptions
    {
        (options.Epochs, options.BatchSize, options.LearningRate, options.Seed, options.Architecture) = (20, 16, 0.01, 1, new Mlp { HiddenUnits = [16] });
        return options;
    }
}
