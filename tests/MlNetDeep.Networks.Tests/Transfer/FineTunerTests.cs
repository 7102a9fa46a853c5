using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class FineTunerTests
{
    private const string End = "pool";

    private static readonly FineTuneOptions s_options = new()
    {
        FrozenEpochs = 3,
        Epochs = 2,
        HeadLearningRate = 0.01f,
        Training = new TrainingOptions { BatchSize = 7, Seed = 5 },
    };

    [Fact]
    public void Cached_and_live_features_give_the_same_head_bit_for_bit()
    {
        Network cached = Build(), live = Build();
        FineTuneResult fromCache = Tuner(cached).Fit(TestData.Bars(40, 1), s_options with { Epochs = 0, CacheFeatures = true }, TestData.Bars(9, 2));
        FineTuneResult fromLive = Tuner(live).Fit(TestData.Bars(40, 1), s_options with { Epochs = 0, CacheFeatures = false }, TestData.Bars(9, 2));
        Assert.True(fromCache.CachedFeatures);
        Assert.False(fromLive.CachedFeatures);
        TestData.AssertSameBits(cached, live);
        Assert.Equal(fromCache.Head!.Epochs.Select(epoch => epoch.ValidationLoss), fromLive.Head!.Epochs.Select(epoch => epoch.ValidationLoss));
    }

    [Fact]
    public void The_first_phase_is_that_of_a_trainer_with_a_frozen_backbone()
    {
        Network tuned = Build(dropout: 0), frozen = Build(dropout: 0);
        FineTuneResult result = Tuner(tuned).Fit(TestData.Bars(40, 1), s_options with { Epochs = 0 });
        frozen.FreezeUntil(End);
        History history = new Trainer(frozen, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(40, 1), s_options.Training with { Epochs = 3 });
        TestData.AssertSameBits(frozen, tuned);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), result.Head!.Epochs.Select(epoch => epoch.Loss));
        Assert.Null(result.Whole);
    }

    [Fact]
    public void The_first_phase_changes_the_head_alone()
    {
        Network network = Build();
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        Tuner(network).Fit(TestData.Bars(40, 1), s_options with { Epochs = 0, CacheFeatures = false });
        Assert.Equal(["head/kernel", "head/bias"], Changed(network, before));
    }

    [Fact]
    public void The_second_phase_changes_the_backbone_from_the_named_layer_on()
    {
        Network network = Build();
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        FineTuneResult result = Tuner(network).Fit(TestData.Bars(40, 1), s_options with { FrozenEpochs = 0, UnfreezeFrom = "norm2" });
        Assert.Null(result.Head);
        Assert.Equal(2, result.Whole!.Epochs.Count);
        Assert.Equal(["conv3/kernel", "conv3/bias", "head/kernel", "head/bias"], Changed(network, before));

        network = Build();
        Tuner(network).Fit(TestData.Bars(40, 1), s_options with { FrozenEpochs = 0, UnfreezeFrom = "norm2", FreezeBatchNorm = false });
        Assert.Equal(
            ["norm2/gamma", "norm2/beta", "norm2/running_mean", "norm2/running_variance", "conv3/kernel", "conv3/bias", "head/kernel", "head/bias"],
            Changed(network, before));

        network = Build();
        Tuner(network).Fit(TestData.Bars(40, 1), s_options with { FrozenEpochs = 0 });
        Assert.DoesNotContain(Changed(network, before), name => name.StartsWith("norm", StringComparison.Ordinal));
        Assert.Contains("conv1/kernel", Changed(network, before));
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.1f)]
    [InlineData(0f)]
    public void The_backbone_moves_by_its_share_of_the_learning_rate(float factor)
    {
        // One step of plain gradient descent on all samples: the way is the rate times the gradient.
        var options = new FineTuneOptions { FrozenEpochs = 0, Epochs = 1, HeadLearningRate = 0.1f, Training = new TrainingOptions { BatchSize = 40 } };
        float[][] moves = [.. ((float[])[1, factor]).Select(share =>
        {
            Network network = Build(dropout: 0);
            float[] before = network.GetWeight("conv3/kernel").Value.ToArray();
            new FineTuner(network, End, new SoftmaxCrossEntropy(), rate => new Sgd(rate)).Fit(TestData.Bars(40, 1), options with { BackboneLearningRateFactor = share });
            return network.GetWeight("conv3/kernel").Value.ToArray().Zip(before, (a, b) => a - b).ToArray();
        })];
        Assert.True(moves[0].Max(Math.Abs) > 1e-3);
        for (int i = 0; i < moves[0].Length; i++) Assert.Equal(factor * moves[0][i], moves[1][i], 1e-6);
    }

    [Fact]
    public void Frozen_layers_and_factors_are_afterwards_what_they_were()
    {
        Network network = Build();
        network.FreezeUntil("norm1");
        network.SetLearningRateFactor(layer => layer.Name == "conv3", 0.5f);
        var seen = new List<(float, float, bool, bool)>();
        var watch = new LambdaCallback
        {
            EpochEnd = context => seen.Add((
                context.Network.GetLayer("conv3").LearningRateFactor, context.Network.GetLayer("head").LearningRateFactor,
                context.Network.GetLayer("conv1").Frozen, context.Network.GetLayer("norm1").Frozen)),
        };
        using var source = new CancellationTokenSource();
        Tuner(network).Fit(TestData.Bars(40, 1), s_options, null, [watch], source.Token);
        Assert.Equal([(0.05f, 1f, false, true), (0.05f, 1f, false, true)], seen);
        AssertFlags();

        var cancel = new LambdaCallback { EpochEnd = _ => source.Cancel() };
        FineTuneResult cut = Tuner(network).Fit(TestData.Bars(40, 1), s_options, null, [cancel], source.Token);
        Assert.Equal(TrainingOutcome.Canceled, cut.Whole!.Outcome);
        AssertFlags();

        void AssertFlags()
        {
            Assert.Equal(["input", "conv1", "norm1"], network.Layers.Where(layer => layer.Frozen).Select(layer => layer.Name));
            Assert.Equal(0.5f, network.GetLayer("conv3").LearningRateFactor);
        }
    }

    [Fact]
    public void Cancelling_the_first_phase_leaves_the_second_out()
    {
        using var source = new CancellationTokenSource();
        Network network = Build();
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        var tuner = new FineTuner(network, End, new SoftmaxCrossEntropy(), rate => new Adam(rate))
        {
            HeadCallbacks = [new LambdaCallback { EpochEnd = _ => source.Cancel() }],
        };
        FineTuneResult result = tuner.Fit(TestData.Bars(40, 1), s_options, cancellationToken: source.Token);
        Assert.Equal(TrainingOutcome.Canceled, result.Head!.Outcome);
        Assert.Null(result.Whole);
        Assert.Equal(["head/kernel", "head/bias"], Changed(network, before));
    }

    [Fact]
    public void Features_are_cached_unless_something_is_random()
    {
        TensorDataset plain = TestData.Bars(20, 1);
        FineTuneOptions options = s_options with { FrozenEpochs = 1, Epochs = 0 };
        Assert.True(Tuner(Build()).Fit(plain, options).CachedFeatures);
        Assert.False(Tuner(Build()).Fit(new Noisy(plain), options).CachedFeatures);
        Network drops = TestData.ConvNet();
        var tuner = new FineTuner(drops, "global_average_pool2d", new SoftmaxCrossEntropy(), rate => new Adam(rate));
        Assert.False(tuner.Fit(plain, options).CachedFeatures);
        Assert.True(tuner.Fit(plain, options with { CacheFeatures = true }).CachedFeatures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_heads_train_together(bool cache)
    {
        Network tuned = TwoHeads(), frozen = TwoHeads();
        OutputLoss[] losses = [new("bar", new SoftmaxCrossEntropy()), new("value", new MeanSquaredError()) { Weight = 0.5f }];
        Tensor images = TestData.Random([30, 8, 8, 1], 1);
        int[] labels = [.. Enumerable.Range(0, 30).Select(i => i % 2)];
        var data = new TensorDataset([images], [labels, TestData.Random([30, 1], 2)]);
        FineTuneResult result = new FineTuner(tuned, "tanh", losses, rate => new Adam(rate)).Fit(data, s_options with { Epochs = 0, CacheFeatures = cache });
        frozen.FreezeUntil("tanh");
        History history = new Trainer(frozen, losses, new Adam(0.01f)).Fit(data, s_options.Training with { Epochs = 3 });
        TestData.AssertSameBits(frozen, tuned);
        Assert.Equal(history["value_loss"], result.Head!["value_loss"]);
    }

    [Fact]
    public void Mixup_is_left_to_the_second_phase()
    {
        Network mixed = Build(), plain = Build();
        FineTuneOptions options = s_options with { Epochs = 0 };
        Tuner(mixed).Fit(TestData.Bars(40, 1), options with { Training = options.Training with { Mixup = 0.3f, CutMix = 1 } });
        Tuner(plain).Fit(TestData.Bars(40, 1), options);
        TestData.AssertSameBits(plain, mixed);
    }

    [Fact]
    public void Augmented_features_differ_in_each_epoch_and_repeat_with_the_seed()
    {
        var noisy = new Noisy(TestData.Bars(20, 1));
        FineTuneOptions options = s_options with { Epochs = 1 };
        Network one = Build(), again = Build(), cached = Build(), other = Build();
        Tuner(one).Fit(noisy, options);
        Tuner(again).Fit(noisy, options with { Training = options.Training with { Prefetch = 0 } });
        Tuner(cached).Fit(noisy, options with { CacheFeatures = true });
        Tuner(other).Fit(noisy, options with { Training = options.Training with { Seed = 6 } });
        TestData.AssertSameBits(one, again);
        float[] weights = one.GetWeight("head/kernel").Value.ToArray();
        Assert.NotEqual(weights, cached.GetWeight("head/kernel").Value.ToArray());
        Assert.NotEqual(weights, other.GetWeight("head/kernel").Value.ToArray());
    }

    [Fact]
    public void Both_phases_keep_the_same_samples_for_validation()
    {
        Network network = Build();
        FineTuneResult result = Tuner(network).Fit(TestData.Bars(40, 1), s_options with { Training = s_options.Training with { ValidationSplit = 0.25f } });
        (_, Dataset validation) = TestData.Bars(40, 1).Split(0.25f, 5);
        double loss = new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Evaluate(validation).Loss;
        Assert.Equal(loss, result.Whole!.Epochs[^1].ValidationLoss!.Value, 1e-6);
        Assert.Equal(3, result.Head!.Epochs.Count(epoch => epoch.ValidationLoss is not null));
    }

    [Fact]
    public void A_pretrained_backbone_learns_a_new_task()
    {
        Network pretrained = Build();
        new Trainer(pretrained, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(120, 1), new TrainingOptions { Epochs = 6, BatchSize = 16 });
        Network network = pretrained.CutAt(End).Append([new Dense(2) { Name = "new_head" }], seed: 9);
        var stopped = new List<int>();
        var tuner = new FineTuner(network, End, new SoftmaxCrossEntropy(), rate => new Adam(rate))
        {
            Metrics = [],
            HeadCallbacks = [new LambdaCallback { EpochEnd = context => stopped.Add(context.Network.Layers.Count) }],
        };
        FineTuneResult result = tuner.Fit(TestData.Bars(60, 3), s_options with { FrozenEpochs = 8 });
        Assert.Null(result.Head!.Epochs[0].Accuracy);
        Assert.Equal(Enumerable.Repeat(2, 8), stopped);
        Assert.True(result.Whole!.Epochs[^1].Loss < result.Head.Epochs[0].Loss / 2, $"{result.Head.Epochs[0].Loss} to {result.Whole.Epochs[^1].Loss}");
    }

    [Fact]
    public void The_example_of_the_documents_works()
    {
        string path = Path.GetTempFileName();
        try
        {
            NetworkFile.Save(Build(), path);
            Network pretrained = NetworkFile.Load(path);
            Network network = pretrained.CutAt("pool").Append([new Dropout(0.2f), new Dense(2) { Name = "flower" }]);
            var tuner = new FineTuner(network, "pool", new SoftmaxCrossEntropy(), rate => new Adam(rate));
            FineTuneResult result = tuner.Fit(TestData.Bars(40, 1), new FineTuneOptions
            {
                FrozenEpochs = 2,
                Epochs = 1,
                UnfreezeFrom = "conv3",
                HeadLearningRate = 1e-3f,
                BackboneLearningRateFactor = 0.1f,
                Training = new TrainingOptions { BatchSize = 32, Seed = 1 },
            }, TestData.Bars(10, 2));
            Assert.Equal(2, result.Head!.Epochs.Count);
            Assert.NotNull(Assert.Single(result.Whole!.Epochs).ValidationAccuracy);
            // What is trained is the pretrained network's backbone itself.
            TestData.AssertSameBits(pretrained.GetWeight("conv3/kernel").Value, network.GetWeight("conv3/kernel").Value);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Network network = Build();
        Assert.Contains("no layer 'top'", Assert.Throws<KeyNotFoundException>(() => new FineTuner(network, "top", new SoftmaxCrossEntropy(), rate => new Adam(rate))).Message, StringComparison.Ordinal);
        Assert.Contains("'head' is an output", Assert.Throws<ArgumentException>(() => new FineTuner(network, "head", new SoftmaxCrossEntropy(), rate => new Adam(rate))).Message, StringComparison.Ordinal);
        Assert.Contains("ends at 'pool', is 'head'", Error(new FineTuneOptions { UnfreezeFrom = "head" }), StringComparison.Ordinal);
        Assert.Contains("FrozenEpochs must be at least 0, is -1", Error(new FineTuneOptions { FrozenEpochs = -1 }), StringComparison.Ordinal);
        Assert.Contains("Epochs must be above 0 when FrozenEpochs is 0, is 0", Error(new FineTuneOptions { FrozenEpochs = 0, Epochs = 0 }), StringComparison.Ordinal);
        Assert.Contains("TrainingOptions.BatchSize must be at least 1, is 0", Error(new FineTuneOptions { Training = new TrainingOptions { BatchSize = 0 } }), StringComparison.Ordinal);
        Assert.Contains("HeadLearningRate must be finite and at least 0, is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new FineTuneOptions { HeadLearningRate = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("BackboneLearningRateFactor must be", Assert.Throws<ArgumentOutOfRangeException>(() => new FineTuneOptions { BackboneLearningRateFactor = float.NaN }).Message, StringComparison.Ordinal);
        Assert.Contains("both a validation set", Assert.Throws<ArgumentException>(() => Tuner(network).Fit(
            TestData.Bars(8, 1), new FineTuneOptions { Training = new TrainingOptions { ValidationSplit = 0.5f } }, TestData.Bars(8, 1))).Message, StringComparison.Ordinal);
        Network fixedHead = Network.Sequential([8, 8, 1], [new Flatten(), new Dense(2) { Name = "fc" }, new Activation("tanh")]);
        Assert.Contains("behind 'fc' has nothing to learn", Assert.Throws<ArgumentException>(() =>
            new FineTuner(fixedHead, "fc", new SoftmaxCrossEntropy(), rate => new Adam(rate)).Fit(TestData.Bars(8, 1))).Message, StringComparison.Ordinal);
        var shared = new Dense(4) { Name = "shared" };
        Network twice = Network.Sequential([4], [shared, new Activation("relu") { Name = "cut" }, shared]);
        Assert.Contains("'shared' is called both", Assert.Throws<ArgumentException>(() => new FineTuner(twice, "cut", new SoftmaxCrossEntropy(), rate => new Adam(rate))).Message, StringComparison.Ordinal);

        string Error(FineTuneOptions options) => Assert.ThrowsAny<ArgumentException>(() => Tuner(network).Fit(TestData.Bars(8, 1), options)).Message;
    }

    private static FineTuner Tuner(Network network) => new(network, End, new SoftmaxCrossEntropy(), rate => new Adam(rate));

    private static IEnumerable<string> Changed(Network network, IReadOnlyDictionary<string, float[]> before) =>
        network.Weights.Where(weight => !before[weight.Name].SequenceEqual(weight.Value.ToArray())).Select(weight => weight.Name);

    private static Network Build(float dropout = 0.3f) => Network.Sequential([8, 8, 1],
    [
        new Conv2D(6, 3) { Name = "conv1", Padding = Padding.Same },
        new BatchNorm { Name = "norm1", Activation = "relu" },
        new Conv2D(6, 3) { Name = "conv2", Stride = 2 },
        new BatchNorm { Name = "norm2", Activation = "relu" },
        new Conv2D(8, 3) { Name = "conv3", Activation = "leaky_relu(0.1)" },
        new GlobalAveragePool2D { Name = End },
        new Dropout(dropout),
        new Dense(2) { Name = "head" },
    ], seed: 3);

    private static Network TwoHeads()
    {
        Network backbone = Build(dropout: 0).CutAt(End);
        Node input = Network.Input([8, 8, 1]);
        Node pool = backbone.Named("b").Call(input).Apply(new Activation("tanh") { Name = "tanh" });
        return new Network([input], [pool.Apply(new Dense(2) { Name = "bar" }), pool.Apply(new Dense(1) { Name = "value" })], seed: 2);
    }

    /// <summary>Adds noise to the samples that are trained on.</summary>
    private sealed class Noisy(Dataset source) : Dataset
    {
        public override int Count => source.Count;

        public override IReadOnlyList<Shape> InputShapes => source.InputShapes;

        public override bool HasLabels => true;

        public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
        {
            source.Load(indices, context, batch);
            for (int i = 0; i < indices.Length && context.Training; i++)
                batch.Inputs[0].Span[i * 64] += context.RandomFor(indices[i]).Uniform(0);
        }
    }
}
