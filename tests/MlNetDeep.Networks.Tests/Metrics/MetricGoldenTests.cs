using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>The numbers of scikit-learn, gathered in batches of seven.</summary>
public class MetricGoldenTests
{
    private static readonly GoldenCase s_multiclass = Golden.Case("metrics", "multiclass");
    private static readonly GoldenCase s_binary = Golden.Case("metrics", "binary_with_ties");
    private static readonly GoldenCase s_regression = Golden.Case("metrics", "regression");
    private static readonly GoldenCase s_segmentation = Golden.Case("metrics", "segmentation");

    private static readonly Dictionary<string, Metric> s_ofClasses = new()
    {
        ["accuracy_micro"] = new Accuracy(),
        ["accuracy_macro_balanced"] = new Recall { Averaging = Averaging.Macro },
        ["log_loss"] = new LogLoss { FromLogits = false },
        ["f1_macro"] = new F1(),
        ["f1_micro"] = new F1 { Averaging = Averaging.Micro },
        ["f1_weighted"] = new F1 { Averaging = Averaging.Weighted },
        ["precision_macro"] = new Precision { Averaging = Averaging.Macro },
        ["recall_macro"] = new Recall(),
        ["top2_accuracy"] = new TopKAccuracy(2),
        ["top3_accuracy"] = "top_k_accuracy(3)",
        ["auc_ovr_macro"] = new Auc { FromLogits = false },
    };

    private static readonly Dictionary<string, Metric> s_ofTwo = new()
    {
        ["auc"] = new Auc { FromLogits = false },
        ["average_precision"] = new Auc { FromLogits = false, Curve = AucCurve.PrecisionRecall },
        ["accuracy"] = new Accuracy { FromLogits = false },
        ["f1"] = new F1 { FromLogits = false },
        ["precision"] = new Precision { FromLogits = false },
        ["recall"] = new Recall { FromLogits = false },
        ["log_loss"] = new LogLoss { FromLogits = false },
    };

    private static readonly Dictionary<string, Metric> s_ofNumbers = new() { ["mae"] = "mae", ["mse"] = "mse", ["rmse"] = "rmse", ["r2"] = "r2" };

    private static readonly Dictionary<string, Metric> s_ofPositions = new()
    {
        ["pixel_accuracy"] = new Accuracy { IgnoreLabel = 255 },
        ["mean_iou"] = new MeanIoU { IgnoreLabel = 255 },
    };

    public static TheoryData<string> OfClasses => [.. s_ofClasses.Keys];

    public static TheoryData<string> OfTwo => [.. s_ofTwo.Keys];

    public static TheoryData<string> OfNumbers => [.. s_ofNumbers.Keys];

    public static TheoryData<string> OfPositions => [.. s_ofPositions.Keys];

    [Theory]
    [MemberData(nameof(OfClasses))]
    public void Several_classes(string name) =>
        Check(s_multiclass, name, MetricRun.Over(s_ofClasses[name], Tensor(s_multiclass.Input("probabilities")), s_multiclass.Input("label").Integers, 7));

    [Fact]
    public void The_logits_of_probabilities_give_the_same()
    {
        Tensor logits = Ops.Log(Tensor(s_multiclass.Input("probabilities")));
        int[] labels = s_multiclass.Input("label").Integers;
        Check(s_multiclass, "log_loss", MetricRun.Over("log_loss", logits, labels, 50));
        Check(s_multiclass, "auc_ovr_macro", MetricRun.Over("auc", logits, labels, 50));
    }

    [Fact]
    public void One_class_alone()
    {
        Tensor probabilities = Tensor(s_multiclass.Input("probabilities"));
        int[] labels = s_multiclass.Input("label").Integers;
        for (int label = 0; label < 5; label++)
        {
            Assert.Equal(s_multiclass.Output("per_class_f1").Values[label], MetricRun.Over(new F1 { Class = label }, probabilities, labels, 9), 1e-6);
            Assert.Equal(s_multiclass.Output("per_class_precision").Values[label], MetricRun.Over(new Precision { Class = label }, probabilities, labels, 9), 1e-6);
            Assert.Equal(s_multiclass.Output("per_class_recall").Values[label], MetricRun.Over(new Recall { Class = label }, probabilities, labels, 9), 1e-6);
        }
    }

    [Fact]
    public void Confusion_of_several_classes()
    {
        var matrix = new ConfusionMatrix(5);
        MetricRun.Cut(Tensor(s_multiclass.Input("probabilities")), s_multiclass.Input("label").Integers, 7, (output, batch) => matrix.Add(output, batch));
        CheckCounts(s_multiclass, matrix);
        Check(s_multiclass, "kappa", matrix.Kappa);
        Check(s_multiclass, "mcc", matrix.MatthewsCorrelation);
        Check(s_multiclass, "accuracy_micro", matrix.Accuracy);
        Check(s_multiclass, "precision_macro", matrix.Precision(Averaging.Macro));
        Check(s_multiclass, "recall_macro", matrix.Recall(Averaging.Macro));
        Check(s_multiclass, "f1_weighted", matrix.F1(Averaging.Weighted));
        for (int label = 0; label < 5; label++) Assert.Equal(s_multiclass.Output("per_class_f1").Values[label], matrix.F1(label), 1e-6);
    }

    [Fact]
    public void Log_loss_reduction_follows_from_the_log_loss()
    {
        int[] labels = s_multiclass.Input("label").Integers;
        double entropy = -labels.GroupBy(label => label).Sum(group => group.Count() / 200.0 * Math.Log(group.Count() / 200.0));
        double loss = MetricRun.Over(s_ofClasses["log_loss"], Tensor(s_multiclass.Input("probabilities")), labels, 7);
        Check(s_multiclass, "log_loss_reduction_vs_prior", (entropy - loss) / entropy);
    }

    [Theory]
    [MemberData(nameof(OfTwo))]
    public void Two_classes(string name)
    {
        Tensor scores = Tensor(s_binary.Input("score"));
        int[] labels = s_binary.Input("label").Integers;
        Check(s_binary, name, MetricRun.Over(s_ofTwo[name], scores, labels, 7));
        Check(s_binary, name, MetricRun.Over(s_ofTwo[name], scores.Reshape([300, 1]), labels, 300));
    }

    [Fact]
    public void Two_outputs_for_two_classes()
    {
        float[] scores = s_binary.Input("score").Values;
        Tensor both = Tensors.Tensor.From([.. scores.SelectMany(p => (float[])[1 - p, p])], [300, 2]);
        foreach (string name in (string[])["auc", "average_precision", "f1", "log_loss"])
            Check(s_binary, name, MetricRun.Over(s_ofTwo[name], both, s_binary.Input("label").Integers, 11));
    }

    [Fact]
    public void Confusion_of_two_classes()
    {
        var matrix = new ConfusionMatrix(2);
        MetricRun.Cut(Tensor(s_binary.Input("score")), s_binary.Input("label").Integers, 7, (output, batch) => matrix.Add(output, batch, new ConfusionOptions { FromLogits = false }));
        CheckCounts(s_binary, matrix);
        Check(s_binary, "f1", matrix.F1(Averaging.Automatic));
    }

    [Fact]
    public void The_brier_score_is_the_squared_error_of_probabilities()
    {
        Tensor labels = Tensor(s_binary.Input("label"));
        Check(s_binary, "brier", MetricRun.Over("mse", Tensor(s_binary.Input("score")), labels, 7));
    }

    [Theory]
    [MemberData(nameof(OfNumbers))]
    public void Numbers(string name) =>
        Check(s_regression, name, MetricRun.Over(s_ofNumbers[name], Tensor(s_regression.Input("prediction")), Tensor(s_regression.Input("target")), 7));

    [Fact]
    public void The_percentage_error_is_a_loss()
    {
        Tensor prediction = Tensor(s_regression.Input("prediction"));
        double percent = new MeanAbsolutePercentageError().Compute(prediction, new Batch([prediction], targets: Tensor(s_regression.Input("target")))).Item();
        Assert.Equal(100 * s_regression.Scalar("mape"), percent, 1e-3);
    }

    [Theory]
    [MemberData(nameof(OfPositions))]
    public void Positions(string name) => Check(s_segmentation, name, MetricRun.Over(s_ofPositions[name], Predicted(), Tensor(s_segmentation.Input("target")), 1));

    [Fact]
    public void Confusion_of_positions()
    {
        var matrix = new ConfusionMatrix(4);
        MetricRun.Cut(Predicted(), Tensor(s_segmentation.Input("target")), 1, (output, batch) => matrix.Add(output, batch, new ConfusionOptions { IgnoreLabel = 255 }));
        CheckCounts(s_segmentation, matrix);
        for (int label = 0; label < 4; label++)
        {
            Assert.Equal(s_segmentation.Output("iou").Values[label], matrix.IoU(label), 1e-6);
            Assert.Equal(s_segmentation.Output("dice").Values[label], matrix.F1(label), 1e-6);
        }
    }

    [Fact]
    public void No_golden_number_is_left_over()
    {
        Assert.Equal(["binary", "multiclass", "regression", "segmentation"], Golden.Operations("metrics").Order(StringComparer.Ordinal));
        Left(s_multiclass, s_ofClasses.Keys, "kappa", "mcc", "log_loss_reduction_vs_prior");
        // The equal error rate is a measure of verification, not one of these metrics.
        Left(s_binary, s_ofTwo.Keys, "brier", "eer_midpoint");
        Left(s_regression, s_ofNumbers.Keys, "mape");
        Left(s_segmentation, s_ofPositions.Keys);
        static void Left(GoldenCase golden, IEnumerable<string> checkedHere, params string[] elsewhere) =>
            Assert.Equal(golden.Scalars.Order(StringComparer.Ordinal), checkedHere.Concat(elsewhere).Order(StringComparer.Ordinal));
    }

    private static Tensor Tensor(GoldenArray array) => Tensors.Tensor.From(array.Values, array.Shape);

    /// <summary>The predicted classes of the segmentation as an output with the highest number there.</summary>
    private static Tensor Predicted()
    {
        GoldenArray classes = s_segmentation.Input("prediction");
        return Ops.OneHot(classes.Integers, 4).Reshape([.. classes.Shape, 4]);
    }

    private static void CheckCounts(GoldenCase golden, ConfusionMatrix matrix)
    {
        int[] expected = golden.Output("confusion_rows_true_cols_pred").Integers;
        Assert.Equal(expected.Sum(), matrix.Total);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], matrix[i / matrix.Classes, i % matrix.Classes]);
    }

    private static void Check(GoldenCase golden, string name, double actual)
    {
        // The inputs are float32 and so were scikit-learn's.
        double expected = golden.Scalar(name);
        Assert.True(Math.Abs(actual - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{golden.Name}, {name}: expected {expected}, found {actual}");
    }
}
