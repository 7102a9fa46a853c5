using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class WeightedTrainingTests
{
    private sealed class AbsoluteError : PerSampleLoss
    {
        public override Tensor PerSample(Tensor output, Batch batch) => Ops.Mean(Ops.Abs(output - batch.Targets!), [1]);
    }

    private static readonly Tensor s_inputs = TestData.Random([10, 2], 1), s_targets = TestData.Random([10, 1], 2);

    [Fact]
    public void A_weight_of_a_sample_is_as_many_copies_of_it()
    {
        float[] weights = [1, 0, 2, 1, 0, 3, 1, 1, 0, 1];
        int[] copies = [.. weights.SelectMany((weight, i) => Enumerable.Repeat(i, (int)weight))];
        var weighted = new TensorDataset(s_inputs, s_targets) { SampleWeights = weights };
        Dataset repeated = new TensorDataset(s_inputs, s_targets).Subset(copies);
        Network[] trained = [.. new[] { weighted, repeated }.Select(data =>
        {
            Network network = Network.Sequential([2], [new Dense(4) { Activation = "tanh" }, new Dense(1)], seed: 3);
            var trainer = new Trainer(network, new AbsoluteError(), new Sgd(0.1f));
            trainer.Fit(data, new TrainingOptions { Epochs = 5, BatchSize = TrainingOptions.FullBatch });
            return network;
        })];
        foreach ((Weight a, Weight b) in trained[0].Weights.Zip(trained[1].Weights))
            Assert.All(a.Value.ToArray().Zip(b.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        var evaluate = new Trainer(trained[0], new AbsoluteError(), new Sgd());
        Assert.Equal(evaluate.Evaluate(repeated).Loss, evaluate.Evaluate(weighted, batchSize: 3).Loss, 1e-6);
    }

    [Fact]
    public void Class_weights_multiply_with_sample_weights_in_training_only()
    {
        int[] labels = [.. Enumerable.Range(0, 10).Select(i => i % 2)];
        float[] sample = [.. Enumerable.Range(0, 10).Select(i => 1f + i)];
        float[] product = [.. sample.Select((weight, i) => weight * (labels[i] == 0 ? 3 : 0.5f))];
        var seen = new List<float[]>();
        var watch = new Watch(seen);
        var trainer = new Trainer(Network.Sequential([2], [new Dense(2)]), watch, new Sgd(0.1f));
        var data = new TensorDataset(s_inputs, labels) { SampleWeights = sample };
        trainer.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 10, Shuffle = false, ClassWeights = [3, 0.5f] }, data);
        Assert.Equal([product, sample, product, sample], seen);
    }

    private sealed class Watch(List<float[]> seen) : PerSampleLoss
    {
        public override Tensor PerSample(Tensor output, Batch batch)
        {
            seen.Add([.. batch.SampleWeights!]);
            return Ops.Mean(output, [1]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_whose_samples_weigh_more_makes_a_larger_step(int accumulated)
    {
        // Four single samples of weights 4 and 0.5: as Keras' sum(weight * loss) / samples, not divided by the weights again.
        float[] weights = [4, 0.5f, 4, 0.5f, 4, 0.5f];
        Network weighted = Network.Sequential([2], [new Dense(1)], seed: 3), byHand = Network.Sequential([2], [new Dense(1)], seed: 3);
        Tensor inputs = TestData.Random([6, 2], 1), targets = TestData.Random([6, 1], 2);
        new Trainer(weighted, new AbsoluteError(), new Sgd(0.01f))
            .Fit(new TensorDataset(inputs, targets) { SampleWeights = weights }, new TrainingOptions { Epochs = 1, BatchSize = 1, AccumulatedBatches = accumulated, Shuffle = false });
        var optimizer = new Sgd(0.01f);
        for (int step = 0; step < 6; step += accumulated)
        {
            foreach (Weight weight in byHand.Weights) weight.Value.ZeroGrad();
            for (int i = step; i < step + accumulated; i++)
            {
                Tensor x = Tensor.From(inputs.Span.Slice(2 * i, 2), [1, 2]), y = Tensor.From([targets.ToArray()[i]], [1, 1]);
                (Ops.Mean(Ops.Abs(byHand.Forward([x], ForwardContext.Inference)[0] - y)) * (weights[i] / accumulated)).Backward();
            }
            optimizer.Step([.. byHand.Weights]);
        }
        foreach ((Weight a, Weight b) in weighted.Weights.Zip(byHand.Weights))
            Assert.All(a.Value.ToArray().Zip(b.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Ignored_labels_need_no_class_weight()
    {
        int[] labels = [0, 1, 255, 0, 1, 255, 0, 1, 0, 1];
        Network network = Network.Sequential([2], [new Dense(2)], seed: 3);
        new Trainer(network, new SoftmaxCrossEntropy { IgnoreLabel = 255 }, new Sgd(0.1f)).Fit(new TensorDataset(s_inputs, labels), new TrainingOptions { Epochs = 1, BatchSize = 5, ClassWeights = [1, 2] });
        Assert.All(network.Weights, weight => Assert.All(weight.Value.ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void Accumulated_batches_are_one_step_of_them_all()
    {
        Network[] trained = [.. new[] { (12, 1), (5, 3), (4, 3) }.Select(manner =>
        {
            Network network = TestData.Mlp(2, 3);
            var options = new TrainingOptions { Epochs = 3, BatchSize = manner.Item1, AccumulatedBatches = manner.Item2, GradientClipNorm = 0.5f, Shuffle = false };
            new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.5f) { Momentum = 0.9f }).Fit(TestData.Blobs(12, 3, 1), options);
            return network;
        })];
        foreach (Network accumulated in trained[1..])
            foreach ((Weight a, Weight b) in trained[0].Weights.Zip(accumulated.Weights))
                Assert.All(a.Value.ToArray().Zip(b.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Penalties_belong_to_the_loss_and_constraints_hold_after_each_step()
    {
        Network network = Network.Sequential([2], [new Dense(4) { KernelRegularizer = "elastic_net(0.1,0.2)", KernelConstraint = "max_norm(0.5)" }, new Dense(1)]);
        var data = new TensorDataset(s_inputs, s_targets);
        var trainer = new Trainer(network, new MeanSquaredError(), new Sgd(0.5f));
        double with = trainer.Evaluate(data).Loss;
        double without = Ops.MeanSquaredError(network.Predict(s_inputs), s_targets).Item();
        float[] kernel = network.GetWeights()["dense/kernel"];
        double penalty = kernel.Sum(w => 0.1 * Math.Abs(w) + 0.2 * w * w);
        Assert.True(penalty > 0.1);
        Assert.Equal(without + penalty, with, 1e-5);
        Assert.Equal(without + penalty, trainer.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.FullBatch }).Epochs[0].Loss, 1e-5);
        trainer.Fit(data, new TrainingOptions { Epochs = 3, BatchSize = 4 }, null, [new LambdaCallback
        {
            BatchEnd = _ =>
            {
                float[] now = network.GetWeights()["dense/kernel"];
                for (int unit = 0; unit < 4; unit++) Assert.True(Math.Sqrt(now[unit] * now[unit] + now[4 + unit] * now[4 + unit]) <= 0.5 + 1e-6);
            },
        }]);
    }
}
