using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>Bad data end a training with one message that says what, in which layer or input, and in which epoch and batch.</summary>
public class TrainingErrorTests
{
    private static readonly TrainingOptions s_options = new() { BatchSize = 4, Shuffle = false, Epochs = 3 };

    private static string MessageOf<TException>(Dataset data, Network? network = null, Loss? loss = null)
        where TException : Exception
    {
        network ??= TestData.Mlp(2, 3);
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        string message = Assert.Throws<TException>(() => new Trainer(network, loss ?? new SoftmaxCrossEntropy(), new Sgd(0.1f)).Fit(data, s_options)).Message;
        if (data.Count < 4) Assert.Equal(before.Values, network.GetWeights().Values);
        return message;
    }

    [Fact]
    public void A_label_out_of_range_names_the_output_the_epoch_and_the_batch() => Assert.Equal(
        "SoftmaxCrossEntropy of the output 'dense_2': label 7 is out of range: the network's output has 3 classes, 0 to 2 (epoch 1, batch 2)",
        MessageOf<ArgumentException>(new TensorDataset(Tensor.Zeros([8, 2]), [0, 1, 2, 0, 1, 7, 0, 0])));

    [Fact]
    public void NaN_in_the_inputs_names_the_input_and_the_sample()
    {
        Tensor inputs = TestData.Random([12, 2], 1);
        inputs.Span[2 * 9 + 1] = float.NaN;
        string message = MessageOf<TrainingDivergedException>(new TensorDataset(inputs, new int[12]));
        Assert.StartsWith("training diverged: the loss is NaN in epoch 1, batch 3, at learning rate 0.1; the input 'input' holds NaN in sample 1 of the batch", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NaN_in_the_validation_names_its_batch_and_sample()
    {
        Tensor inputs = TestData.Random([12, 2], 1);
        inputs.Span[2 * 9 + 1] = float.NaN;
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Sgd(0.1f));
        string message = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(TestData.Blobs(8, 3, 1), s_options, new TensorDataset(inputs, new int[12]))).Message;
        Assert.StartsWith("training diverged: the validation loss is NaN in epoch 1, batch 3 of the validation, at learning rate 0.1; the input 'input' holds NaN in sample 1 of the batch", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_target_names_the_output()
    {
        Tensor targets = Tensor.Zeros([8, 1]);
        targets.Span[5] = float.PositiveInfinity;
        Network network = Network.Sequential([2], [new Dense(1) { Name = "price" }]);
        Assert.Contains(
            "batch 2, at learning rate 0.1; the target of output 'price' holds Infinity in sample 1 of the batch",
            MessageOf<TrainingDivergedException>(new TensorDataset(TestData.Random([8, 2], 1), targets), network, new MeanSquaredError()), StringComparison.Ordinal);
    }

    private sealed record Explode : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => Ops.Exp(inputs[0] * 1000f);
    }

    [Fact]
    public void A_layer_whose_output_is_infinite_is_named()
    {
        Network network = Network.Sequential([2], [new Dense(4), new Explode { Name = "boom" }, new Dense(3)]);
        string message = MessageOf<TrainingDivergedException>(new TensorDataset(TestData.Random([8, 2], 1, 1, 2), new int[8]), network);
        Assert.Contains("epoch 1, batch 1", message, StringComparison.Ordinal);
        Assert.Contains("the first layer with such an output is 'boom'", message, StringComparison.Ordinal);
    }

    private sealed record Fails : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) =>
            throw new ArgumentException("the sample is not to its taste", nameof(inputs));
    }

    [Fact]
    public void A_layer_that_refuses_its_input_is_named_with_the_epoch_and_the_batch() => Assert.Equal(
        "picky (Fails): the sample is not to its taste (epoch 1, batch 1)",
        MessageOf<ArgumentException>(TestData.Blobs(4, 3, 1), Network.Sequential([2], [new Fails { Name = "picky" }, new Dense(3)])));

    [Fact]
    public void Samples_of_another_shape_name_the_input_before_anything_is_trained() => Assert.Equal(
        "the training set has samples of shape [8, 8, 1]; the network's input 'input' is [2]", MessageOf<ArgumentException>(TestData.Bars(3, 1)));

    [Fact]
    public void An_empty_data_set_is_refused() => Assert.Equal("the training set is empty", MessageOf<ArgumentException>(TestData.Blobs(3, 3, 1).Subset([])));

    [Fact]
    public void A_network_that_is_frozen_throughout_is_refused()
    {
        Network network = TestData.Mlp(2, 3);
        network.Freeze();
        Assert.StartsWith("there is nothing to train", MessageOf<InvalidOperationException>(TestData.Blobs(3, 3, 1), network), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_gives_the_weights_of_the_best_epoch()
    {
        using var source = new CancellationTokenSource();
        Network network = TestData.Mlp(2, 3);
        var weights = new List<float[]>();
        var losses = new List<double>();
        // A rate that becomes far too high makes later epochs worse.
        var watch = new LambdaCallback
        {
            EpochBegin = context => context.Optimizer.LearningRate = context.Epoch < 4 ? 0.1f : 20,
            EpochEnd = context =>
            {
                weights.Add([.. context.Network.GetWeights().Values.SelectMany(values => values)]);
                losses.Add(context.History[^1].ValidationLoss!.Value);
            },
            BatchEnd = context =>
            {
                if (context.Epoch == 7 && context.Batch == 2) source.Cancel();
            },
        };
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1f)).Fit(
            TestData.Blobs(60, 3, 1), new TrainingOptions { Epochs = 50, BatchSize = 10 }, TestData.Blobs(60, 3, 2), [watch], source.Token);
        Assert.Equal((TrainingOutcome.Canceled, 6), (history.Outcome, history.Epochs.Count));
        int best = losses.IndexOf(losses.Min());
        Assert.Equal(weights[best], network.GetWeights().Values.SelectMany(values => values));
        Assert.InRange(best, 0, 4);
    }
}
