using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class TrainerTests
{
    [Fact]
    public void Learns_xor()
    {
        Network network = Network.Sequential([2], [new Dense(8) { Activation = "tanh" }, new Dense(2)], seed: 3);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.05f));
        trainer.Fit(TestData.Xor(), new TrainingOptions { Epochs = 200, BatchSize = 4 });
        Assert.Equal(1, trainer.Evaluate(TestData.Xor()).Accuracy);
    }

    [Fact]
    public void Learns_two_spirals()
    {
        var trainer = new Trainer(TestData.Mlp(2, 2), new SoftmaxCrossEntropy(), new Adam(0.01f));
        trainer.Fit(TestData.Spirals(400, 1), new TrainingOptions { Epochs = 150, BatchSize = 64, LearningRateSchedule = new OneCycleSchedule() });
        Assert.True(trainer.Evaluate(TestData.Spirals(300, 2)).Accuracy > 0.97);
    }

    [Fact]
    public void Learns_bars_with_a_convolutional_network()
    {
        var trainer = new Trainer(TestData.ConvNet(), new SoftmaxCrossEntropy { LabelSmoothing = 0.05f }, new Adam(0.01f) { WeightDecay = 1e-3f });
        History history = trainer.Fit(TestData.Bars(300, 1), new TrainingOptions { Epochs = 12, GradientClipNorm = 5 }, TestData.Bars(100, 2));
        Assert.True(history.Epochs[^1].ValidationAccuracy > 0.95, $"validation accuracy {history.Epochs[^1].ValidationAccuracy}");
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss);
    }

    [Fact]
    public void Learns_a_line_by_regression()
    {
        Tensor inputs = TestData.Random([200, 3], 1);
        Tensor targets = Ops.MatMul(inputs, Tensor.From([2, -1, 0.5f], [3, 1])) + 0.25f;
        Network network = Network.Sequential([3], [new Dense(1)]);
        var trainer = new Trainer(network, new MeanSquaredError(), new Sgd(0.1f) { Momentum = 0.9f, Nesterov = true });
        History history = trainer.Fit(new TensorDataset(inputs, targets), new TrainingOptions { Epochs = 60 });
        Assert.Null(history.Epochs[0].Accuracy);
        Assert.True(history.Epochs[^1].Loss < 1e-5);
        float[] kernel = network.GetWeights()["dense/kernel"];
        Assert.Equal([2, -1, 0.5f], kernel.Select(v => MathF.Round(v, 2)));
    }

    [Fact]
    public void Means_are_right_with_a_smaller_last_batch()
    {
        TensorDataset data = TestData.Blobs(10, 3, 1);
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy { ClassWeights = [1, 5, 0.2f] }, new Sgd(0));
        EvaluationResult whole = trainer.Evaluate(data, 10), parts = trainer.Evaluate(data, 4);
        Assert.Equal(whole.Loss, parts.Loss, 1e-6);
        Assert.Equal(whole.Accuracy!.Value, parts.Accuracy!.Value, 1e-12);
        EpochResult epoch = trainer.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 3 }).Epochs[0];
        Assert.Equal(whole.Loss, epoch.Loss, 1e-6);
        Assert.Equal(whole.Accuracy, epoch.Accuracy);
    }

    [Fact]
    public void Batch_norm_survives_a_last_batch_of_one()
    {
        Network network = Network.Sequential([2], [new Dense(4), new BatchNorm(), new Dense(3)]);
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Fit(TestData.Blobs(9, 3, 1), new TrainingOptions { Epochs = 2, BatchSize = 4 });
        Assert.All(network.Weights, weight => Assert.All(weight.Value.ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void A_step_of_ones_own_trains_two_outputs()
    {
        Node input = Network.Input([2]);
        Node trunk = input.Apply(new Dense(16) { Activation = "relu" });
        var network = new Network([input], [trunk.Apply(new Dense(3)), trunk.Apply(new Dense(1))]);
        var loss = new SoftmaxCrossEntropy();
        StepFunction step = (net, batch, context) =>
        {
            IReadOnlyList<Tensor> outputs = net.Forward(batch.Inputs, context);
            return new StepOutput(loss.Compute(outputs[0], batch) + Ops.Mean(outputs[1] * outputs[1]) * 0.1f, outputs[0], batch.Count);
        };
        var trainer = new Trainer(network, step, new Adam(0.01f)) { Metrics = [new Accuracy()] };
        History history = trainer.Fit(TestData.Blobs(120, 3, 1), new TrainingOptions { Epochs = 20, ValidationSplit = 0.25f });
        Assert.True(history.Epochs[^1].ValidationAccuracy > 0.9);
        Assert.Throws<InvalidOperationException>(() => new Trainer(network, loss, new Adam()).Fit(TestData.Blobs(9, 3, 1)));
    }

    [Fact]
    public void Parts_that_take_turns_are_told_apart_by_their_names()
    {
        Network network = TestData.Mlp(2, 3);
        var loss = new SoftmaxCrossEntropy();
        int number = 0;
        StepFunction step = (net, batch, context) =>
        {
            Tensor output = net.Forward(batch.Inputs, context)[0], value = loss.Compute(output, batch);
            return new StepOutput(value, output, batch.Count) { Parts = [new LossPart(number++ % 2 == 0 ? "discriminator" : "generator", Tensor.Full([], number), batch.Count)] };
        };
        EpochResult epoch = new Trainer(network, step, new Sgd(0)).Fit(TestData.Blobs(16, 3, 1), new TrainingOptions { Epochs = 1, BatchSize = 4 }).Epochs[0];
        Assert.Equal((2, 3), (epoch.Values["discriminator"], epoch.Values["generator"]));
    }

    [Fact]
    public void The_schedule_drives_the_learning_rate_and_gives_it_back()
    {
        var optimizer = new Adam(0.5f);
        var rates = new List<float>();
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), optimizer);
        trainer.Fit(
            TestData.Blobs(12, 3, 1), new TrainingOptions { Epochs = 2, BatchSize = 4, LearningRateSchedule = new CosineSchedule() }, null,
            [new LambdaCallback { BatchEnd = context => rates.Add(context.Optimizer.LearningRate) }]);
        Assert.Equal(Enumerable.Range(0, 6).Select(step => 0.5f * new CosineSchedule().At(step, 6)), rates);
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    [Fact]
    public void The_average_of_the_weights_is_what_is_validated_and_kept()
    {
        TensorDataset data = TestData.Blobs(60, 3, 1);
        Network raw = TestData.Mlp(2, 3), averaged = TestData.Mlp(2, 3);
        var options = new TrainingOptions { Epochs = 5, BatchSize = 10, Seed = 2 };
        new Trainer(raw, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(data, options);
        var trainer = new Trainer(averaged, new SoftmaxCrossEntropy(), new Adam(0.01f));
        History history = trainer.Fit(data, options with { WeightAverageDecay = 0.9f }, TestData.Blobs(60, 3, 2));
        Assert.NotEqual(raw.Weights[0].Value.ToArray(), averaged.Weights[0].Value.ToArray());
        Assert.Equal(history.Epochs[^1].ValidationLoss!.Value, trainer.Evaluate(TestData.Blobs(60, 3, 2)).Loss, 1e-6);

        Network alone = TestData.Mlp(2, 3);
        var expected = alone.GetWeights().ToDictionary(pair => pair.Key, pair => pair.Value.Select(v => (double)v).ToArray());
        int updates = 0;
        new Trainer(alone, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(data, options, null, [new LambdaCallback
        {
            BatchEnd = context =>
            {
                double keep = Math.Min(0.9, (1.0 + updates) / (10.0 + updates));
                updates++;
                foreach ((string name, float[] now) in context.Network.GetWeights())
                    for (int i = 0; i < now.Length; i++) expected[name][i] = keep * expected[name][i] + (1 - keep) * now[i];
            },
        }]);
        foreach ((string name, float[] actual) in averaged.GetWeights())
            for (int i = 0; i < actual.Length; i++) Assert.Equal(expected[name][i], actual[i], 1e-5);
    }

    [Fact]
    public void Clipping_bounds_the_norm_of_all_gradients()
    {
        Network clipped = TestData.Mlp(2, 3), free = TestData.Mlp(2, 3);
        var data = TestData.Blobs(30, 3, 1);
        var before = clipped.GetWeights();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 30 };
        new Trainer(clipped, new SoftmaxCrossEntropy(), new Sgd(1)).Fit(data, options with { GradientClipNorm = 0.01f });
        new Trainer(free, new SoftmaxCrossEntropy(), new Sgd(1)).Fit(data, options with { GradientClipNorm = 1e6f });
        Assert.Equal(0.01, Distance(before, clipped.GetWeights()), 1e-4);
        Assert.True(Distance(before, free.GetWeights()) > 0.1);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_epoch_and_batch_and_keeps_the_weights()
    {
        Tensor inputs = TestData.Random([20, 2], 1);
        inputs.Span[2 * 13] = float.NaN;
        Network network = TestData.Mlp(2, 2);
        var options = new TrainingOptions { BatchSize = 4, Shuffle = false };
        TrainingOutcome outcome = default;
        var error = Assert.Throws<TrainingDivergedException>(() => new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Fit(
            new TensorDataset(inputs, new int[20]), options, null, [new LambdaCallback { TrainEnd = context => outcome = context.Outcome }]));
        Assert.Equal((1, 4), (error.Epoch, error.Batch));
        Assert.Contains("the loss is NaN in epoch 1, batch 4, at learning rate 0.001", error.Message, StringComparison.Ordinal);
        Assert.Equal(TrainingOutcome.Failed, outcome);
        Assert.All(network.Weights, weight => Assert.All(weight.Value.ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    // sqrt has an infinite slope at 0: the loss is finite, its gradient is not, and no later loss would tell.
    [Fact]
    public void Gradients_that_are_not_finite_in_the_last_step_are_an_error()
    {
        Network network = Network.Sequential([1], [new Dense(1) { UseBias = false, KernelInitializer = "zeros" }]);
        var trainer = new Trainer(network, (n, batch, context) => new StepOutput(Ops.Mean(Ops.Sqrt(n.Forward(batch.Inputs, context)[0])), null, 1), new Sgd(0.1f));
        var error = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(new TensorDataset(Tensor.Ones([1, 1]), [0]), new TrainingOptions { Epochs = 1 }));
        Assert.Contains("norm of the gradients", error.Message, StringComparison.Ordinal);
        Assert.Equal([0f], network.Weights[0].Value.ToArray());
    }

    [Fact]
    public void A_batch_that_diverges_leaves_the_running_statistics_as_they_were()
    {
        Network network = Network.Sequential([2], [new Dense(3), new BatchNorm(), new Dense(2)], seed: 1);
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        Tensor inputs = Tensor.Full([8, 2], float.NaN);
        Assert.Throws<TrainingDivergedException>(() => new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Fit(new TensorDataset(inputs, new int[8]), new TrainingOptions { Epochs = 1 }));
        foreach ((string name, float[] values) in network.GetWeights()) Assert.Equal(before[name], values);
    }

    [Fact]
    public void Every_callback_gets_its_end_and_the_first_failure_is_thrown()
    {
        Network network = TestData.Mlp(2, 2);
        bool ended = false;
        var error = Assert.Throws<TimeoutException>(() => new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Fit(
            new TensorDataset(Tensor.Ones([4, 2]), new int[4]), new TrainingOptions { Epochs = 1 }, null,
            [new LambdaCallback { TrainEnd = _ => throw new TimeoutException("first") }, new LambdaCallback { TrainEnd = _ => ended = true }]));
        Assert.Equal("first", error.Message);
        Assert.True(ended);
    }

    [Fact]
    public void Cancelling_keeps_the_last_complete_state()
    {
        using var source = new CancellationTokenSource();
        Network network = TestData.Mlp(2, 3);
        IReadOnlyDictionary<string, float[]>? last = null;
        TrainingOutcome outcome = default;
        var watch = new LambdaCallback
        {
            BatchEnd = context =>
            {
                last = context.Network.GetWeights();
                if (context.Step == 7) source.Cancel();
            },
            TrainEnd = context => outcome = context.Outcome,
        };
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam());
        History history = trainer.Fit(TestData.Blobs(50, 3, 1), new TrainingOptions { BatchSize = 10 }, null, [watch], source.Token);
        Assert.Equal((1, TrainingOutcome.Canceled, TrainingOutcome.Canceled), (history.Epochs.Count, history.Outcome, outcome));
        Assert.Equal(last!.Values, network.GetWeights().Values);
        Assert.Throws<OperationCanceledException>(() => trainer.Evaluate(TestData.Blobs(50, 3, 1), 10, source.Token));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Adam());
        Assert.Contains("the training set is empty", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Xor().Subset([]))).Message, StringComparison.Ordinal);
        Assert.Contains("the validation set is empty", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Xor(), null, TestData.Xor().Subset([]))).Message, StringComparison.Ordinal);
        Assert.Contains("samples of shape [8, 8, 1]; the network's input 'input' is [2]", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Bars(4, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("both a validation set and", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Xor(), new TrainingOptions { ValidationSplit = 0.5f }, TestData.Xor())).Message, StringComparison.Ordinal);
        Assert.Contains("label 3 is out of range", Assert.Throws<ArgumentException>(() => trainer.Fit(new TensorDataset(Tensor.Zeros([1, 2]), [3]))).Message, StringComparison.Ordinal);
    }

    public static TheoryData<TrainingOptions, string> BadOptions => new()
    {
        { new TrainingOptions { Epochs = 0 }, "Epochs must be at least 1, is 0" },
        { new TrainingOptions { BatchSize = -3 }, "BatchSize must be at least 1, is -3" },
        { new TrainingOptions { ValidationSplit = 1 }, "ValidationSplit must be in [0, 1), is 1" },
        { new TrainingOptions { ValidationSplit = float.NaN }, "ValidationSplit must be in [0, 1), is NaN" },
        { new TrainingOptions { GradientClipNorm = 0 }, "GradientClipNorm must be above 0, or null, is 0" },
        { new TrainingOptions { WeightAverageDecay = 1 }, "WeightAverageDecay must be in (0, 1), or null, is 1" },
        { new TrainingOptions { Prefetch = -1 }, "Prefetch must be at least 0, is -1" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_refused(TrainingOptions options, string expected)
    {
        var trainer = new Trainer(TestData.Mlp(2, 2), new SoftmaxCrossEntropy(), new Adam());
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(TestData.Xor(), options)).Message, StringComparison.Ordinal);
    }

    private static double Distance(IReadOnlyDictionary<string, float[]> a, IReadOnlyDictionary<string, float[]> b) =>
        Math.Sqrt(a.Sum(pair => pair.Value.Zip(b[pair.Key], (x, y) => (double)(x - y) * (x - y)).Sum()));
}
