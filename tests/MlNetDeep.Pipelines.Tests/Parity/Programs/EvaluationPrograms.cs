using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Evaluators and cross-validation.</summary>
public static class EvaluationPrograms
{
    public static void Multiclass(MLContext ml, Printer print)
    {
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(ml.Data.LoadFromEnumerable(Three), topKPredictionCount: 2);
        print.Properties(metrics);
        Table(print, metrics.ConfusionMatrix);
        print.Properties(ml.MulticlassClassification.Evaluate(ml.Data.LoadFromEnumerable(Three)));
    }

    public static void MulticlassWithNames(MLContext ml, Printer print)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Scored));
        VBuffer<ReadOnlyMemory<char>> names = new(3, ["red".AsMemory(), "green".AsMemory(), "a very long name".AsMemory()]);
        definition["Score"].AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, 3));
        definition["Label"].AddAnnotation("KeyValues", names, new VectorDataViewType(TextDataViewType.Instance, 3));
        Table(print, ml.MulticlassClassification.Evaluate(ml.Data.LoadFromEnumerable(Three, definition)).ConfusionMatrix);
    }

    public static void MulticlassOfKeysMadeFromText(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable(Three.Select(r => new TextScored { Label = "class" + r.Label, Score = r.Score, PredictedLabel = "class" + r.PredictedLabel }));
        IDataView keyed = ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("Label"), new InputOutputColumnPair("PredictedLabel")]).Fit(data).Transform(data);
        MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(keyed);
        print.Properties(metrics);
        Table(print, metrics.ConfusionMatrix);
    }

    public static void MulticlassOfNumbers(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable(Three.Select(r => new NumberScored { Label = r.Label == 0 ? float.NaN : r.Label - 1, Score = r.Score, PredictedLabel = r.PredictedLabel }));
        print.Properties(ml.MulticlassClassification.Evaluate(data));
    }

    public static void MulticlassErrors(MLContext ml, Printer print)
    {
        IDataView scored = ml.Data.LoadFromEnumerable(Three);
        print.Error(() => ml.MulticlassClassification.Evaluate(scored, "Nope"));
        print.Error(() => ml.MulticlassClassification.Evaluate(scored, scoreColumnName: "Nope"));
        print.Error(() => ml.MulticlassClassification.Evaluate(scored, predictedLabelColumnName: "Nope"));
        print.Error(() => ml.MulticlassClassification.Evaluate(scored, "Score"));
        print.Error(() => ml.MulticlassClassification.Evaluate(scored, scoreColumnName: "Label"));
        print.Error(() => ml.MulticlassClassification.Evaluate(scored, predictedLabelColumnName: "Score"));
        print.Error(() => ml.MulticlassClassification.Evaluate(House.View(ml)));
        print.Error(() => ml.MulticlassClassification.Evaluate(House.View(ml), "City", "Place", "Rooms"));
        print.Error(() => ml.MulticlassClassification.Evaluate(null!));
        print.Error(() => ml.MulticlassClassification.Evaluate(ml.Data.TakeRows(ml.Data.SkipRows(scored, 99), 1)));
    }

    public static void Binary(MLContext ml, Printer print)
    {
        CalibratedBinaryClassificationMetrics metrics = ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(Two));
        print.Properties(metrics);
        Table(print, metrics.ConfusionMatrix);
        print.Line(metrics.ConfusionMatrix.GetType().Name);
    }

    public static void BinaryNotCalibrated(MLContext ml, Printer print)
    {
        BinaryClassificationMetrics metrics = ml.BinaryClassification.EvaluateNonCalibrated(ml.Data.LoadFromEnumerable(Two));
        print.Properties(metrics);
        Table(print, metrics.ConfusionMatrix);
    }

    public static void BinaryOfOneClass(MLContext ml, Printer print)
    {
        print.Error(() => print.Properties(ml.BinaryClassification.EvaluateNonCalibrated(ml.Data.LoadFromEnumerable(Two.Where(r => r.Label)))));
        print.Error(() => print.Properties(ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(Two.Where(r => !r.Label)))));
        print.Error(() => print.Properties(ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(Two.Take(0)))));
    }

    public static void BinaryErrors(MLContext ml, Printer print)
    {
        IDataView scored = ml.Data.LoadFromEnumerable(Two);
        print.Error(() => ml.BinaryClassification.Evaluate(scored, "Nope"));
        print.Error(() => ml.BinaryClassification.Evaluate(scored, scoreColumnName: "Nope"));
        print.Error(() => ml.BinaryClassification.Evaluate(scored, probabilityColumnName: "Nope"));
        print.Error(() => ml.BinaryClassification.Evaluate(scored, predictedLabelColumnName: "Nope"));
        print.Error(() => ml.BinaryClassification.Evaluate(scored, scoreColumnName: "Label"));
        print.Error(() => ml.BinaryClassification.Evaluate(scored, probabilityColumnName: "Label"));
        print.Error(() => ml.BinaryClassification.Evaluate(scored, predictedLabelColumnName: "Score"));
        print.Error(() => ml.BinaryClassification.Evaluate(House.View(ml), "City", "Size", "Rooms", "Price"));
        print.Error(() => ml.BinaryClassification.EvaluateNonCalibrated(scored, "Nope"));
        print.Error(() => ml.BinaryClassification.EvaluateNonCalibrated(null!));
    }

    public static void Regression(MLContext ml, Printer print)
    {
        print.Properties(ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Numbers)));
        print.Properties(ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Numbers.Append(new Predicted { Label = float.NaN, Score = 1 }))));
        print.Properties(ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Numbers.Append(new Predicted { Label = 1, Score = float.NaN }))));
        print.Properties(ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Numbers.Take(1))));
        print.Properties(ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(Numbers.Take(0))));
    }

    public static void RegressionErrors(MLContext ml, Printer print)
    {
        IDataView scored = ml.Data.LoadFromEnumerable(Numbers);
        print.Error(() => ml.Regression.Evaluate(scored, "Nope"));
        print.Error(() => ml.Regression.Evaluate(scored, scoreColumnName: "Nope"));
        print.Error(() => ml.Regression.Evaluate(House.View(ml), "City", "Price"));
        print.Error(() => ml.Regression.Evaluate(House.View(ml), "Size", "City"));
        print.Error(() => ml.Regression.Evaluate(House.View(ml), "Size", "Place"));
        print.Error(() => ml.Regression.Evaluate(null!));
    }

    public static void CrossValidation(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).SelectMany(_ => Numbers));
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<RegressionMetrics>> results = ml.Regression.CrossValidate(data, ml.Transforms.CopyColumns("Copy", "Score"), numberOfFolds: 3);
        print.Value("folds", results.Select(r => r.Fold));
        print.Value("model", results[0].Model.GetType().Name);
        print.Schema(results[0].ScoredHoldOutSet.Schema);
        print.Error(() => ml.Regression.CrossValidate(data, ml.Transforms.CopyColumns("Copy", "Score"), numberOfFolds: 1));
        print.Error(() => ml.Regression.CrossValidate(data, null!));
        print.Error(() => ml.Regression.CrossValidate(data, ml.Transforms.CopyColumns("Copy", "Score"), labelColumnName: "Nope"));
        print.Value("multiclass", ml.MulticlassClassification.CrossValidate(ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).SelectMany(_ => Three)), ml.Transforms.CopyColumns("Copy", "Score"), 2).Count);
        print.Value("binary", ml.BinaryClassification.CrossValidate(ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).SelectMany(_ => Two)), ml.Transforms.CopyColumns("Copy", "Score"), 2).Count);
        print.Value("not calibrated", ml.BinaryClassification.CrossValidateNonCalibrated(ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).SelectMany(_ => Two)), ml.Transforms.CopyColumns("Copy", "Score"), 2).Count);
    }

    private static Scored[] Three =>
    [
        new() { Label = 1, Score = [0.7f, 0.2f, 0.1f], PredictedLabel = 1 },
        new() { Label = 1, Score = [0.2f, 0.5f, 0.3f], PredictedLabel = 2 },
        new() { Label = 2, Score = [0.1f, 0.8f, 0.1f], PredictedLabel = 2 },
        new() { Label = 3, Score = [0.3f, 0.3f, 0.4f], PredictedLabel = 3 },
        new() { Label = 3, Score = [0.5f, 0.5f, 0f], PredictedLabel = 1 },
        new() { Label = 0, Score = [0.3f, 0.3f, 0.4f], PredictedLabel = 3 },
        new() { Label = 2, Score = [0.25f, 0.25f, 0.5f], PredictedLabel = 3 },
    ];

    private static BinaryScored[] Two =>
    [
        new() { Label = true, Score = 2, Probability = 0.9f, PredictedLabel = true },
        new() { Label = true, Score = -0.5f, Probability = 0.4f, PredictedLabel = false },
        new() { Label = false, Score = 0.5f, Probability = 0.6f, PredictedLabel = true },
        new() { Label = false, Score = -2, Probability = 0.1f, PredictedLabel = false },
        new() { Label = false, Score = -0.5f, Probability = 0.4f, PredictedLabel = false },
        new() { Label = true, Score = 1, Probability = 1f, PredictedLabel = true },
        new() { Label = false, Score = 3, Probability = 0f, PredictedLabel = true },
    ];

    private static Predicted[] Numbers => [new() { Label = 1, Score = 1.5f }, new() { Label = 2, Score = 1 }, new() { Label = 4, Score = 4.25f }, new() { Label = -1, Score = 0 }];

    private static void Table(Printer print, ConfusionMatrix matrix)
    {
        print.Line(matrix.GetFormattedConfusionTable().ReplaceLineEndings("\n"));
        print.Value("classes", matrix.NumberOfClasses);
        print.Value("precision", matrix.PerClassPrecision);
        print.Value("recall", matrix.PerClassRecall);
        print.Value("counts", matrix.Counts);
        print.Value("pair", matrix.GetCountForClassPair(1, 0));
        print.Error(() => matrix.GetCountForClassPair(9, 0));
    }

    public sealed class TextScored
    {
        public string Label { get; set; } = "";

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public string PredictedLabel { get; set; } = "";
    }

    public sealed class NumberScored
    {
        public float Label { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        [KeyType(3)]
        public uint PredictedLabel { get; set; }
    }

    public sealed class Predicted
    {
        public float Label { get; set; }

        public float Score { get; set; }
    }
}
