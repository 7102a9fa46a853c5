using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class ConfusionMatrixTests
{
    [Fact]
    public void A_table_to_read()
    {
        var matrix = new ConfusionMatrix(2, ["cat", "horse"]);
        for (int i = 0; i < 3; i++) matrix.Add(0, 0);
        matrix.Add(0, 1);
        for (int i = 0; i < 12; i++) matrix.Add(1, 1);
        string[] lines = matrix.ToString().Split('\n');
        Assert.Equal(
        [
            "label    cat  horse  | precision   recall       f1  support",
            "cat        3      1  |    1.0000   0.7500   0.8571        4",
            "horse      0     12  |    0.9231   1.0000   0.9600       12",
            "macro                |    0.9615   0.8750   0.9086       16",
            "weighted             |    0.9423   0.9375   0.9343       16",
            "accuracy 0.9375, kappa 0.8182",
        ], lines);
    }

    [Fact]
    public void Of_a_network_and_a_data_set()
    {
        TensorDataset blobs = TestData.Blobs(60, 3, 4);
        Network network = Network.Sequential([2], [new Dense(3)], seed: 2);
        var trainer = new Trainer(network, "cross_entropy", new Adam(0.1f));
        trainer.Fit(blobs, new TrainingOptions { Epochs = 30, BatchSize = 20 });
        ConfusionMatrix matrix = ConfusionMatrix.Of(network, blobs, new ConfusionOptions { BatchSize = 7 });
        Assert.Equal(60, matrix.Total);
        Assert.Equal(trainer.Evaluate(blobs).Accuracy!.Value, matrix.Accuracy, 1e-12);
        Assert.All(Enumerable.Range(0, 3), label => Assert.Equal(20, matrix.Support(label)));
        Assert.Equal(Enumerable.Range(0, 3).Average(matrix.F1), matrix.F1(Averaging.Macro), 1e-12);
    }

    [Fact]
    public void An_empty_one_has_no_rates()
    {
        var matrix = new ConfusionMatrix(3);
        Assert.True(double.IsNaN(matrix.Accuracy));
        Assert.True(double.IsNaN(matrix.Kappa));
        Assert.True(double.IsNaN(matrix.MatthewsCorrelation));
        Assert.True(double.IsNaN(matrix.F1(Averaging.Weighted)));
        Assert.True(double.IsNaN(matrix.IoU(1)));
        Assert.Equal(0, matrix.Precision(1));
        Assert.StartsWith("label  0  1  2", matrix.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var matrix = new ConfusionMatrix(2);
        Assert.Contains("class 2 is out of range: the confusion matrix has 2 classes, 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[-1, 0]);
        Assert.Equal(0, matrix.Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
        Assert.Contains("3 classes need as many names; received 1", Assert.Throws<ArgumentException>(() => new ConfusionMatrix(3, ["a"])).Message, StringComparison.Ordinal);
        Tensor output = Tensor.Zeros([1, 3]);
        Assert.Contains("has 2 classes; the output of shape [1, 3] has 3", Assert.Throws<ArgumentException>(() => matrix.Add(output, new Batch([output], [0]))).Message, StringComparison.Ordinal);
        Network network = Network.Sequential([2], [new Dense(3)]);
        Assert.Contains("evaluation set is empty", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(network, TestData.Xor().Subset([]))).Message, StringComparison.Ordinal);
        Assert.Contains("BatchSize must be at least 1, is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionOptions { BatchSize = 0 }).Message, StringComparison.Ordinal);
    }
}
