using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class MetricTests
{
    [Theory]
    [InlineData("accuracy", "accuracy")]
    [InlineData("Sparse_Categorical_Accuracy", "accuracy")]
    [InlineData("binary_accuracy", "accuracy")]
    [InlineData("top_k_accuracy", "top_5_accuracy")]
    [InlineData("TopKAccuracy(3)", "top_3_accuracy")]
    [InlineData("precision", "precision")]
    [InlineData("recall", "recall")]
    [InlineData("f1_score", "f1")]
    [InlineData("AUC", "auc")]
    [InlineData("average_precision", "pr_auc")]
    [InlineData("log_loss", "log_loss")]
    [InlineData("MeanIoU", "mean_iou")]
    [InlineData("mean_squared_error", "mse")]
    [InlineData("RMSE", "rmse")]
    [InlineData("mae", "mae")]
    [InlineData("r2_score", "r2")]
    [InlineData("cosine_similarity", "cosine_similarity")]
    public void Names(string text, string name)
    {
        Assert.Equal(name, Metric.Parse(text).Name);
        Assert.True(double.IsNaN(Metric.Parse(text).Start().Result));
    }

    [Fact]
    public void An_unknown_name_lists_what_there_is()
    {
        Assert.Contains("'acuracy' is not a metric; there are accuracy, ", Assert.Throws<ArgumentException>(() => Metric.Parse("acuracy")).Message, StringComparison.Ordinal);
        Assert.Contains("whole number of at least 1, is 2.5", Assert.Throws<ArgumentException>(() => Metric.Parse("top_k_accuracy(2.5)")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Averages_over_several_labels_are_scikit_learns_of_a_label_matrix()
    {
        // y_true = [[1,0,0],[1,1,0],[0,0,1],[1,0,0]], y_pred = [[1,1,0],[0,1,0],[0,0,0],[1,0,0]]: per label F1 0.8, 2/3, 0; support 3, 1, 1.
        Tensor targets = Tensor.From([1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0], [4, 3]);
        Tensor logits = Tensor.From([2, 1, -1, -1, 1, -2, -1, -3, -1, 4, -1, -1], [4, 3]);
        double Value(Metric metric) => MetricRun.Over(metric, logits, targets, 3);
        Assert.Equal(2 * 3 / (2 * 3 + 1 + 2.0), Value(new F1 { Binary = true, Averaging = Averaging.Micro }), 1e-12);
        Assert.Equal((0.8 + 2 / 3.0 + 0) / 3, Value(new F1 { Binary = true, Averaging = Averaging.Macro }), 1e-12);
        Assert.Equal((0.8 * 3 + 2 / 3.0) / 5, Value(new F1 { Binary = true, Averaging = Averaging.Weighted }), 1e-12);
        Assert.Equal(2 / 3.0, Value(new F1 { Binary = true, Class = 1 }), 1e-12);
        Assert.Contains("label 3; the network's output has 3 labels", Assert.Throws<InvalidOperationException>(() => Value(new F1 { Binary = true, Class = 3 })).Message, StringComparison.Ordinal);
        // Nothing predicted where yes is rare: no score, though nearly all decisions are right.
        Assert.Equal(0, MetricRun.Over(new F1 { Binary = true, Averaging = Averaging.Micro }, Tensor.Full([4, 3], -5), targets, 2));
    }

    [Fact]
    public void A_trainer_measures_by_name()
    {
        Network network = Network.Sequential([2], [new Dense(8) { Activation = "tanh" }, new Dense(1)], seed: 1);
        var trainer = new Trainer(network, "binary_crossentropy", new Adam(0.05f)) { Metrics = ["accuracy", "auc", new F1 { Averaging = Averaging.Macro }] };
        trainer.Fit(TestData.Xor(), new TrainingOptions { Epochs = 150 });
        EvaluationResult result = trainer.Evaluate(TestData.Xor(), 3);
        Assert.Equal(1, result.Accuracy);
        Assert.Equal(1, result.Values["auc"]);
        Assert.Equal(1, result.Values["f1_macro"]);
        Assert.True(result.Loss < 0.3, $"loss {result.Loss}");
    }

    [Fact]
    public void Thresholds_are_probabilities_of_logits_too()
    {
        // Probabilities 0.27, 0.5, 0.62 and 0.88.
        Tensor logits = Tensor.From([-1, 0, 0.5f, 2], [4]);
        int[] labels = [0, 0, 0, 1];
        Assert.Equal(0.75, MetricRun.Over("accuracy", logits, labels, 4));
        Assert.Equal(1, MetricRun.Over(new Accuracy { Threshold = 0.7f }, logits, labels, 4));
        Assert.Equal(0.5, MetricRun.Over(new Accuracy { Threshold = 0.4f }, logits, labels, 4));
        Assert.Equal(0.75, MetricRun.Over(new Accuracy { FromLogits = false, Threshold = 0.45f }, logits, labels, 4));
        Assert.Equal(1 / 3.0, MetricRun.Over(new Precision { Threshold = 0.4f }, logits, labels, 4));
    }

    [Fact]
    public void Targets_may_be_masks_classes_or_labels_of_positions()
    {
        Tensor output = Tensor.From([3, 0, 0, 4, 5, 1], [3, 2]);
        Assert.Equal(2 / 3.0, MetricRun.Over("accuracy", output, Tensor.From([1, 0, 0, 1, 0, 1], [3, 2]), 3));
        Assert.Equal(2 / 3.0, MetricRun.Over("accuracy", output, Tensor.From([0, 1, 1], [3]), 3));
        Assert.Equal(2 / 3.0, MetricRun.Over("accuracy", output.Reshape([1, 3, 2]), Tensor.From([0, 1, 1], [1, 3]), 3));
        // Each number a question of its own: 3, 4, 5 and 1 are yes.
        Assert.Equal(5 / 6.0, MetricRun.Over("binary_accuracy", output, Tensor.From([1, 0, 0, 1, 0, 1], [3, 2]), 3));
        Assert.Equal(1, MetricRun.Over("accuracy", output.Reshape([3, 2, 1]), Tensor.From([1, 0, 0, 1, 1, 1], [3, 2]), 2));
        Assert.Equal(1, MetricRun.Over("accuracy", Tensor.From([-2, 3], [2, 1]), Tensor.From([-1, 1], [2, 1]), 2));
        Assert.Equal(1, MetricRun.Over(new Accuracy { IgnoreLabel = 9 }, output, Tensor.From([0, 1, 9], [3]), 3));
    }

    [Fact]
    public void Intersection_over_union_by_hand()
    {
        // Class 0: 1 of 2; class 1: 1 of 3; class 2: 1 of 2; class 3 neither occurs nor is predicted.
        Tensor output = Ops.OneHot([0, 1, 1, 2, 1], 4);
        Assert.Equal((1 / 2.0 + 1 / 3.0 + 1 / 2.0) / 3, MetricRun.Over("mean_iou", output, [0, 0, 1, 2, 2], 2), 1e-12);
    }

    [Fact]
    public void The_highest_k_and_their_ties()
    {
        Tensor output = Tensor.From([1, 3, 3, 2], [1, 4]);
        Assert.Equal(1, MetricRun.Over(new TopKAccuracy(1), output, [1], 1));
        Assert.Equal(0, MetricRun.Over(new TopKAccuracy(1), output, [2], 1));
        Assert.Equal(1, MetricRun.Over(new TopKAccuracy(2), output, [2], 1));
        Assert.Equal(0, MetricRun.Over(new TopKAccuracy(3), output, [0], 1));
        Assert.Equal(1, MetricRun.Over(new TopKAccuracy(9), output, [0], 1));
        Assert.Equal(0, MetricRun.Over(new TopKAccuracy(9), Tensor.From([1, float.NaN], [1, 2]), [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKAccuracy(0));
    }

    [Fact]
    public void Area_against_all_pairs()
    {
        float[] scores = [0.3f, 0.1f, 0.3f, 0.9f, 0.3f, 0.5f, -2, 0.9f];
        int[] labels = [1, 0, 0, 1, 1, 0, 0, 0];
        double pairs = 0;
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                if (labels[i] == 1 && labels[j] == 0) pairs += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        Assert.Equal(pairs / 15, MetricRun.Over("auc", Tensor.From(scores, [8]), labels, 3), 1e-12);
    }

    [Theory]
    [InlineData("auc")]
    [InlineData("pr_auc")]
    public void An_area_that_is_not_defined_is_not_a_number(string name)
    {
        Assert.True(double.IsNaN(MetricRun.Over(name, Tensor.From([1, 2], [2]), [1, 1], 2)));
        Assert.True(double.IsNaN(MetricRun.Over(name, Tensor.From([1, 2], [2]), [0, 0], 2)));
        Assert.True(double.IsNaN(MetricRun.Over(name, Tensor.From([1, float.NaN], [2]), [0, 1], 2)));
        Assert.True(double.IsNaN(MetricRun.Over(name, Tensor.From([1, 2, 3, 3, 1, 2], [2, 3]), [0, 1], 2)));
        Assert.Equal(1, MetricRun.Over(name, Tensor.From([1, 2], [2]), [0, 1], 2));
    }

    [Fact]
    public void Saturated_logits_keep_their_rank()
    {
        // The probabilities of class 0 in the first two rows round to 1 in float32, where one is right and the other wrong.
        Tensor output = Tensor.From([40, 0, 0, 50, 0, 0, 0, 60, 0, 0, 0, 60], [4, 3]);
        Assert.Equal(1, MetricRun.Over("auc", output, [1, 0, 1, 2], 4), 1e-12);
        Assert.Equal(40, MetricRun.Over("log_loss", Tensor.From([40, 0, 0], [1, 3]), [1], 1), 1e-9);
        Assert.Equal(23 * Math.Log(2), MetricRun.Over(new LogLoss { FromLogits = false }, Tensor.From([1], [1, 1]), [0], 1), 1e-9);
    }

    [Fact]
    public void Scores_of_classes_without_a_denominator()
    {
        // Class 1 of two is never predicted.
        Tensor output = Tensor.From([1, 0, 1, 0], [2, 2]);
        Assert.Equal(0, MetricRun.Over("precision", output, [0, 1], 2));
        Assert.Equal(0, MetricRun.Over("f1", output, [0, 1], 2));
        Assert.Equal(0.25, MetricRun.Over(new Precision { Averaging = Averaging.Macro }, output, [0, 1], 2));
        // Class 2 neither occurs nor is predicted.
        Assert.Equal(1, MetricRun.Over("recall", Tensor.From([1, 0, 0, 0, 1, 0], [2, 3]), [0, 1], 2));
    }

    [Fact]
    public void R2_of_columns_constants_and_offsets()
    {
        Tensor targets = Tensor.From([1, 5, 2, 5, 3, 5], [3, 2]);
        Assert.Equal(1, MetricRun.Over("r2", targets, targets, 2));
        Assert.Equal(0.5, MetricRun.Over("r2", Tensor.From([1, 5, 2, 5, 3, 6], [3, 2]), targets, 2));
        Assert.Equal(0, MetricRun.Over("r2", Tensor.From([2, 2, 2], [3, 1]), Tensor.From([1, 2, 3], [3]), 2));
        Assert.True(double.IsNaN(MetricRun.Over("r2", Tensor.From([2], [1]), Tensor.From([1], [1]), 1)));
        // A million away the differences are the same.
        Assert.Equal(0.5, MetricRun.Over("r2", Tensor.From([1000001, 1000002, 1000002], [3]), Tensor.From([1000001, 1000002, 1000003], [3]), 1), 1e-9);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor output = Tensor.Zeros([2, 3]);
        string Refused(Metric metric, Batch batch) => Assert.Throws<ArgumentException>(() => metric.Start().Add(output, batch)).Message;
        Assert.Contains("accuracy needs a batch with labels or targets", Refused("accuracy", new([output])), StringComparison.Ordinal);
        Assert.Contains("auc expects an output of shape [3, classes]; received [2, 3]", Refused("auc", new([Tensor.Zeros([3, 1])], [0, 1, 2])), StringComparison.Ordinal);
        Assert.Contains("accuracy expects an output of shape [2, 1]; received [2, 3]", Refused("binary_accuracy", new([output], [0, 1])), StringComparison.Ordinal);
        Assert.Contains("received [2, 3] and targets [2, 5]", Refused("f1", new([output], targets: Tensor.Zeros([2, 5]))), StringComparison.Ordinal);
        Assert.Contains("label 3 is out of range: the network's output has 3 classes, 0 to 2", Refused("f1", new([output], [0, 3])), StringComparison.Ordinal);
        Assert.Contains("label 1.5 is out of range", Refused("f1", new([output], targets: Tensor.Full([2], 1.5f))), StringComparison.Ordinal);
        Assert.Contains("mse needs a batch with targets", Refused("mse", new([output], [0, 1])), StringComparison.Ordinal);
        Assert.Contains("r2 expects an output of the targets' shape [2, 1]; received [2, 3]", Refused("r2", new([output], targets: Tensor.Zeros([2, 1]))), StringComparison.Ordinal);
        Tensor one = Tensor.Zeros([2, 1]);
        Assert.Contains("top_5_accuracy expects an output of several classes; received [2, 1]", Assert.Throws<ArgumentException>(() => new TopKAccuracy().Start().Add(one, new Batch([one], [0, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("Threshold must be in (0, 1), is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Accuracy { Threshold = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("Class must be at least 0, is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new Recall { Class = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("f1_3 measures class 3; the network's output has 2 classes, 0 to 1", Assert.Throws<InvalidOperationException>(() => MetricRun.Over(new F1 { Class = 3 }, Tensor.Zeros([2, 2]), [0, 1], 2)).Message, StringComparison.Ordinal);
        Assert.Equal("precision_weighted", new Precision { Averaging = Averaging.Weighted }.Name);
    }
}
