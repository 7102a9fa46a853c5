using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class OutputLossTests
{
    private static Network TwoHeads()
    {
        Node input = Network.Input([2]), trunk = input.Apply(new Dense(16) { Activation = "tanh" });
        return new Network([input], [trunk.Apply(new Dense(3) { Name = "kind" }), trunk.Apply(new Dense(1) { Name = "sum" })], seed: 2);
    }

    private static TensorDataset Data(int count)
    {
        TensorDataset blobs = TestData.Blobs(count, 3, 1);
        Batch all = blobs.CreateBatch(count);
        blobs.Load([.. Enumerable.Range(0, count)], default, all);
        Tensor sums = Ops.Sum(all.Inputs[0], [1], keepDims: true);
        return new TensorDataset([all.Inputs[0]], [all.Labels!, sums]);
    }

    [Fact]
    public void Each_named_output_has_its_loss_weight_and_metrics()
    {
        TensorDataset data = Data(90);
        Network network = TwoHeads();
        // Given in another order than the network's outputs: the order is that of the data set's targets.
        var trainer = new Trainer(network, [new OutputLoss("kind", new SoftmaxCrossEntropy()), new OutputLoss("sum", new MeanSquaredError()) { Weight = 0.25f }], new Adam(0.02f));
        History history = trainer.Fit(data, new TrainingOptions { Epochs = 40, BatchSize = 20, ValidationSplit = 0.2f });
        EpochResult last = history.Epochs[^1];
        Assert.Equal(["loss", "kind_loss", "sum_loss", "kind_accuracy", "val_loss", "val_kind_loss", "val_sum_loss", "val_kind_accuracy"], last.Values.Keys);
        Assert.Equal(last.Values["val_kind_loss"] + 0.25 * last.Values["val_sum_loss"], last.Values["val_loss"], 1e-5);
        Assert.True(last.Values["val_kind_accuracy"] > 0.9);
        Assert.True(last.Values["val_sum_loss"] < 0.1 * history["val_sum_loss"][0]);
    }

    [Fact]
    public void The_loss_is_the_sum_of_its_parts_also_where_samples_have_weights()
    {
        Batch all = Data(64).CreateBatch(64);
        Data(64).Load([.. Enumerable.Range(0, 64)], default, all);
        float[] weights = [.. Enumerable.Range(0, 64).Select(i => i < 32 ? 1 : 0.01f)];
        var data = new TensorDataset([all.Inputs[0]], [all.Labels!, all.Outputs[1].Values!]) { SampleWeights = weights };
        Network network = TwoHeads();
        var trainer = new Trainer(network, [new OutputLoss("kind", new SoftmaxCrossEntropy()), new OutputLoss("sum", new MeanSquaredError()) { Weight = 0.25f }], new Adam());
        IReadOnlyDictionary<string, double> batches = trainer.Evaluate(data, batchSize: 32).Values, whole = trainer.Evaluate(data, batchSize: 64).Values;
        foreach (IReadOnlyDictionary<string, double> values in new[] { batches, whole }) Assert.Equal(values["kind_loss"] + 0.25 * values["sum_loss"], values["loss"], 1e-6);
        Assert.Equal(whole["loss"], batches["loss"], 1e-5);
    }

    [Fact]
    public void Class_weights_for_several_outputs_are_refused()
    {
        var trainer = new Trainer(TwoHeads(), [new OutputLoss("kind", new SoftmaxCrossEntropy()), new OutputLoss("sum", new MeanSquaredError())], new Adam());
        string message = Assert.Throws<ArgumentException>(() => trainer.Fit(Data(30), new TrainingOptions { ClassWeights = [1, 2, 3] })).Message;
        Assert.Contains("all outputs, kind, sum, by the labels of the first", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_for_an_output_that_is_none_is_refused()
    {
        string message = Assert.Throws<ArgumentException>(() => new Trainer(TwoHeads(), [new OutputLoss("price", new MeanSquaredError())], new Adam())).Message;
        Assert.Contains("'price'; the network has kind, sum", message, StringComparison.Ordinal);
        OutputLoss kind = new("kind", new SoftmaxCrossEntropy());
        Assert.Contains("two losses", Assert.Throws<ArgumentException>(() => new Trainer(TwoHeads(), [kind, kind], new Adam())).Message, StringComparison.Ordinal);
        var both = new Trainer(TwoHeads(), [kind, new OutputLoss("sum", new MeanSquaredError())], new Adam());
        Assert.Contains("targets for 1 outputs, but there are losses for kind, sum", Assert.Throws<ArgumentException>(() => both.Fit(TestData.Blobs(9, 3, 1))).Message, StringComparison.Ordinal);
    }
}
