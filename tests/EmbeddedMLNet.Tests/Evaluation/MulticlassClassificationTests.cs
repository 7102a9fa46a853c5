using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Evaluation;

public sealed class MulticlassClassificationTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void The_table_is_laid_out_as_in_mlnet()
    {
        string expected = """

            Confusion table
                      ||======================
            PREDICTED ||        0 |        1 | Recall
            TRUTH     ||======================
                    0 ||        2 |        0 | 1.0000
                    1 ||        1 |        3 | 0.7500
                      ||======================
            Precision ||   0.6667 |   1.0000 |

            """;
        Assert.Equal(expected.ReplaceLineEndings(), Evaluate().ConfusionMatrix.GetFormattedConfusionTable());
    }

    [Fact]
    public void Metrics_are_as_defined()
    {
        MulticlassClassificationMetrics metrics = Evaluate(2);
        Assert.Equal(5 / 6.0, metrics.MicroAccuracy, 12);
        Assert.Equal((1 + 0.75) / 2, metrics.MacroAccuracy, 12);
        double logLoss = -(2 * Math.Log(0.9) + 3 * Math.Log(0.8) + Math.Log(0.3)) / 6;
        Assert.Equal(logLoss, metrics.LogLoss, 6);
        double prior = -(1 / 3.0 * Math.Log(1 / 3.0) + 2 / 3.0 * Math.Log(2 / 3.0));
        Assert.Equal((prior - logLoss) / prior, metrics.LogLossReduction, 6);
        Assert.Equal(-Math.Log(0.9), metrics.PerClassLogLoss[0], 6);
        Assert.Equal([5 / 6.0, 1.0], metrics.TopKAccuracyForAllK);
        Assert.Equal(1.0, metrics.TopKAccuracy);
        Assert.Equal(3, metrics.ConfusionMatrix.GetCountForClassPair(1, 1));
        Assert.Equal(1, metrics.ConfusionMatrix.GetCountForClassPair(0, 1));
        Assert.Equal(2, metrics.ConfusionMatrix.NumberOfClasses);
        Assert.Null(Evaluate().TopKAccuracyForAllK);
    }

    [Fact]
    public void Rows_without_a_label_or_with_scores_that_are_not_finite_are_left_out()
    {
        Scored[] rows = [.. Rows(), new Scored { Label = uint.MaxValue, Score = [1, 0] }, new Scored { Label = 0, Score = [float.NaN, 0.5f] }];
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows));
        Assert.Equal(5 / 6.0, metrics.MicroAccuracy, 12);
    }

    [Fact]
    public void A_wrong_answer_that_is_sure_costs_a_finite_loss()
    {
        Scored[] rows = [new Scored { Label = 0, Score = [0, 1] }, new Scored { Label = 1, Score = [0, 1] }];
        Assert.Equal(-Math.Log(1e-15) / 2, _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows)).LogLoss, 6);
    }

    [Fact]
    public void Class_names_come_from_the_keys_of_the_label()
    {
        var rows = new[] { "cat", "dog" }.Select(name => new Named { Name = name, Score = name == "cat" ? [1, 0] : [0, 1] }).ToArray();
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView scored = _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Append(_ml.Transforms.CopyColumns("PredictedLabel", "Label")).Fit(data).Transform(data);
        string table = _ml.MulticlassClassification.Evaluate(scored).ConfusionMatrix.GetFormattedConfusionTable();
        Assert.Contains("PREDICTED ||      cat |      dog | Recall", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_may_be_a_number()
    {
        var rows = Rows().Select(r => new { Label = (float)r.Label, r.PredictedLabel, r.Score }).ToArray();
        SchemaDefinition definition = SchemaDefinition.Create(rows[0].GetType(), SchemaDefinition.Direction.Read);
        definition["PredictedLabel"].ColumnType = new KeyDataViewType(typeof(uint), 2);
        definition["Score"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        Assert.Equal(5 / 6.0, _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(rows, definition)).MicroAccuracy, 12);
    }

    [Fact]
    public void Missing_and_wrong_columns_are_named()
    {
        IDataView data = Sample.View(_ml);
        Assert.Equal("Label column 'Label' not found (Parameter 'schema')", Message(data, "Label", "Score", "K"));
        Assert.Equal("Nope column 'Score' not found (Parameter 'schema')", Message(data, "K", "Nope", "K"));
        Assert.Equal("Schema mismatch for label column 'Lab': expected Single or Key, got String (Parameter 'schema')", Message(data, "Lab", "V", "K"));
        Assert.StartsWith("Schema mismatch for score column 'F'", Message(data, "K", "F", "K"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cross_validation_trains_a_model_for_each_fold()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Repeat(Rows(), 20).SelectMany(r => r).ToArray());
        var results = _ml.MulticlassClassification.CrossValidate(data, _ml.Transforms.CopyColumns("Copy", "Score"), 3);
        Assert.Equal([0, 1, 2], results.Select(r => r.Fold));
        Assert.Equal(3, results.Select(r => r.Model).Count());
        Assert.All(results, r => Assert.InRange(r.Metrics.MicroAccuracy, 0.5, 1));
        Assert.Equal(120, results.Sum(r => r.ScoredHoldOutSet.GetColumn<float[]>("Copy").Count()));
    }

    private string Message(IDataView data, string label, string score, string predicted) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Evaluate(data, label, score, predicted)).Message;

    private MulticlassClassificationMetrics Evaluate(int topK = 0) => _ml.MulticlassClassification.Evaluate(_ml.Data.LoadFromEnumerable(Rows()), topKPredictionCount: topK);

    private static Scored[] Rows() =>
    [
        new Scored { Label = 0, Score = [0.9f, 0.1f], PredictedLabel = 0 },
        new Scored { Label = 0, Score = [0.9f, 0.1f], PredictedLabel = 0 },
        new Scored { Label = 1, Score = [0.7f, 0.3f], PredictedLabel = 0 },
        new Scored { Label = 1, Score = [0.2f, 0.8f], PredictedLabel = 1 },
        new Scored { Label = 1, Score = [0.2f, 0.8f], PredictedLabel = 1 },
        new Scored { Label = 1, Score = [0.2f, 0.8f], PredictedLabel = 1 },
    ];

    public sealed class Named
    {
        public string? Name { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }
}
