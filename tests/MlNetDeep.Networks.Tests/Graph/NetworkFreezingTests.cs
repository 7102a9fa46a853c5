namespace MlNetDeep.Networks.Tests;

public class NetworkFreezingTests
{
    [Fact]
    public void Parts_are_frozen_along_the_graph()
    {
        Network network = Branches();
        network.FreezeUntil("left");
        Assert.Equal(["input", "stem", "left"], Frozen(network));
        network.Freeze();
        network.UnfreezeFrom("right");
        Assert.Equal(["input", "stem", "left"], Frozen(network));
        network.Unfreeze();
        Assert.Empty(Frozen(network));
        Assert.Contains("no layer 'middle'", Assert.Throws<KeyNotFoundException>(() => network.FreezeUntil("middle")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_learn_at_their_own_rate()
    {
        Network network = Branches();
        network.SetLearningRateFactorUntil("left", 0.1f);
        Assert.Equal(1, network.SetLearningRateFactor(layer => layer.Name == "head", 2));
        Assert.Equal([0.1f, 0.1f, 0.1f, 1, 1, 2], network.Layers.Select(layer => layer.LearningRateFactor));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.SetLearningRateFactor(_ => true, -1));

        // A step of plain gradient descent is proportional to the factor.
        Network fast = Branches(), slow = Branches();
        slow.SetLearningRateFactorUntil("stem", 0.5f);
        var data = new TensorDataset(TestData.Random([8, 3], 1), TestData.Random([8, 1], 2));
        float[] before = fast.GetWeight("stem/kernel").Value.ToArray();
        foreach (Network each in (ReadOnlySpan<Network>)[fast, slow])
            new Trainer(each, new MeanSquaredError(), new Sgd(0.1f)).Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 8 });
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(0.5 * (fast.GetWeight("stem/kernel").Value.Span[i] - before[i]), slow.GetWeight("stem/kernel").Value.Span[i] - before[i], 1e-6);
        Assert.Equal(fast.GetWeight("head/kernel").Value.ToArray(), slow.GetWeight("head/kernel").Value.ToArray());
    }

    [Fact]
    public void A_frozen_batch_norm_predicts_in_training_and_keeps_its_statistics()
    {
        Network network = TestData.ConvNet();
        network.FreezeUntil("batch_norm");
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(32, 1), new TrainingOptions { Epochs = 1 });
        foreach (Weight weight in network.Weights)
        {
            bool frozen = weight.Name.StartsWith("conv2d/", StringComparison.Ordinal) || weight.Name.StartsWith("batch_norm/", StringComparison.Ordinal);
            Assert.Equal(frozen, before[weight.Name].SequenceEqual(weight.Value.ToArray()));
        }
        network.Unfreeze();
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(32, 1), new TrainingOptions { Epochs = 1 });
        Assert.All(network.Weights, weight => Assert.NotEqual(before[weight.Name], weight.Value.ToArray()));
    }

    [Fact]
    public void Summary_marks_frozen_layers_and_counts_their_parameters()
    {
        Network network = TestData.ConvNet();
        network.FreezeUntil("batch_norm");
        Assert.Equal(
            """
            Layer (type)                                 Output shape  Parameters  Frozen  Connected to
            ----------------------------------------------------------------------------------------------------
            input (Input)                                [N, 8, 8, 1]           0
            conv2d (Conv2D)                              [N, 8, 8, 8]          72  yes     input
            batch_norm (BatchNorm)                       [N, 8, 8, 8]          32  yes     conv2d
            max_pool2d (MaxPool2D)                       [N, 4, 4, 8]           0          batch_norm
            dropout (Dropout)                            [N, 4, 4, 8]           0          max_pool2d
            conv2d_1 (Conv2D)                            [N, 2, 2, 8]         584          dropout
            global_average_pool2d (GlobalAveragePool2D)  [N, 8]                 0          conv2d_1
            dense (Dense)                                [N, 2]                18          global_average_pool2d
            ----------------------------------------------------------------------------------------------------
            Total parameters: 706 (2.8 KB)
            Trainable: 602, frozen: 88, state (not trainable): 16

            """.ReplaceLineEndings("\n"),
            network.Summary());
    }

    [Fact]
    public void Summary_wraps_long_names_without_losing_a_letter()
    {
        string name = string.Join('.', Enumerable.Range(0, 20).Select(i => $"block{i}"));
        Node input = Network.Input([3]);
        Node[] parts = [.. Enumerable.Range(0, 12).Select(i => input.Apply(new Dense(2) { Name = $"part_with_a_name_{i}" }))];
        string summary = new Network(input, new Concatenate { Name = name }.Call(parts)).Summary();
        string[] lines = summary.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 130));
        string joined = string.Concat(lines.Select(line => line[..Math.Min(48, line.Length)].Trim()));
        Assert.Contains(name + "(Concatenate)", joined.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part.Layer.Name!, summary, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Frozen(Network network) => network.Layers.Where(layer => layer.Frozen).Select(layer => layer.Name);

    private static Network Branches()
    {
        Node input = Network.Input([3]);
        Node stem = input.Apply(new Dense(4) { Name = "stem" });
        Node left = stem.Apply(new Dense(2) { Name = "left" }), right = stem.Apply(new Dense(2) { Name = "right" });
        return new Network(input, new Add { Name = "sum" }.Call(left, right).Apply(new Dense(1) { Name = "head" }), seed: 3);
    }
}
