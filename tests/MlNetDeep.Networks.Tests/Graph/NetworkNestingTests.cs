using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class NetworkNestingTests
{
    [Fact]
    public void Two_views_of_a_network_cannot_share_their_weights_within_one_graph()
    {
        Network encoder = Encoder();
        Node left = Network.Input([8, 8, 1], "left"), right = Network.Input([8, 8, 1], "right");
        Node pair = new Concatenate().Call(encoder.Call(left), encoder.Named("right").Call(right));
        string message = Assert.Throws<ArgumentException>(() => new Network([left, right], [pair])).Message;
        Assert.Contains("'right.conv2d/kernel' and 'encoder.conv2d/kernel' are the same weight", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_siamese_network_calls_its_encoder_twice_and_shares_the_weights_with_it()
    {
        Network encoder = Encoder();
        Node left = Network.Input([8, 8, 1], "left"), right = Network.Input([8, 8, 1], "right");
        Node difference = new Concatenate { Name = "pair" }.Call(encoder.Call(left), encoder.Call(right));
        var pair = new Network([left, right], [difference.Apply(new Dense(2) { Name = "same" })]);

        Assert.Equal(
            ["left", "right", "encoder.conv2d", "encoder.batch_norm", "encoder.flatten", "encoder.code", "pair", "same"],
            pair.Layers.Select(layer => layer.Name));
        Assert.Equal(encoder.ParameterCount + 2 * 2 * 4 + 2, pair.ParameterCount);
        Assert.All(encoder.Weights, weight => Assert.Same(weight.Value, pair.GetWeight("encoder." + weight.Name).Value));

        Tensor a = TestData.Random([3, 8, 8, 1], 1), b = TestData.Random([3, 8, 8, 1], 2);
        Tensor both = pair.CutAt("pair").Predict([a, b])[0];
        Tensor ofLeft = encoder.Predict(a), ofRight = encoder.Predict(b);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(ofLeft.Span.Slice(4 * i, 4).ToArray(), both.Span.Slice(8 * i, 4).ToArray());
            Assert.Equal(ofRight.Span.Slice(4 * i, 4).ToArray(), both.Span.Slice(8 * i + 4, 4).ToArray());
        }
    }

    [Fact]
    public void Training_the_outer_network_trains_the_nested_one()
    {
        Network encoder = Encoder();
        Node image = Network.Input([8, 8, 1]);
        var classifier = new Network(image, encoder.Call(image).Apply(new Dense(2)));
        IReadOnlyDictionary<string, float[]> before = encoder.GetWeights();
        new Trainer(classifier, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(32, 1), new TrainingOptions { Epochs = 1 });
        Assert.All(encoder.Weights, weight => Assert.NotEqual(before[weight.Name], weight.Value.ToArray()));
        Assert.All(encoder.Weights, weight => Assert.Equal(weight.Value.ToArray(), classifier.GetWeight("encoder." + weight.Name).Value.ToArray()));
    }

    // As a GAN needs it: the discriminator is frozen within the combined network and trained on its own.
    [Fact]
    public void Freezing_in_one_network_freezes_in_no_other()
    {
        Network encoder = Encoder();
        Node image = Network.Input([8, 8, 1]);
        var classifier = new Network(image, encoder.Call(image).Apply(new Dense(2)));
        classifier.FreezeUntil("encoder.code");
        IReadOnlyDictionary<string, float[]> before = encoder.GetWeights();
        new Trainer(classifier, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(32, 1), new TrainingOptions { Epochs = 1 });
        Assert.Equal(before.Values, encoder.GetWeights().Values);

        Network alone = encoder.Append([new Dense(2)]);
        new Trainer(alone, new SoftmaxCrossEntropy(), new Adam(0.01f)).Fit(TestData.Bars(32, 1), new TrainingOptions { Epochs = 1 });
        Assert.All(encoder.Weights, weight => Assert.NotEqual(before[weight.Name], weight.Value.ToArray()));
        Assert.True(classifier.GetLayer("encoder.conv2d").Frozen);
        Assert.False(alone.GetLayer("conv2d").Frozen);
    }

    [Fact]
    public void Frozen_layers_and_rate_factors_are_taken_over_at_creation()
    {
        Network encoder = Encoder();
        encoder.GetLayer("conv2d").Frozen = true;
        encoder.GetLayer("code").LearningRateFactor = 0.5f;
        Node image = Network.Input([8, 8, 1]);
        Node code = encoder.Call(image);
        var outer = new Network(image, code);
        encoder.Unfreeze();
        Assert.True(outer.GetLayer("encoder.conv2d").Frozen);
        Assert.All(outer.GetLayer("encoder.conv2d").Weights, weight => Assert.False(weight.Trainable));
        Assert.Equal(0.5f, outer.GetLayer("encoder.code").Weights[0].LearningRateFactor);
        Network clone = outer.Clone();
        Assert.True(clone.GetLayer("encoder.conv2d").Frozen);
        Assert.Equal(0.5f, clone.GetLayer("encoder.code").LearningRateFactor);
    }

    [Fact]
    public void Networks_nest_in_nested_networks()
    {
        Network encoder = Encoder();
        Node image = Network.Input([8, 8, 1]);
        var middle = new Network(image, encoder.Call(image).Apply(new Dense(3) { Name = "fc" })) { Name = "middle" };
        Node outerImage = Network.Input([8, 8, 1]);
        var outer = new Network(outerImage, middle.Call(outerImage));
        Assert.Same(encoder.GetWeight("conv2d/kernel").Value, outer.GetWeight("middle.encoder.conv2d/kernel").Value);
        Tensor batch = TestData.Random([2, 8, 8, 1], 1);
        TestData.AssertSameBits(middle.Predict(batch), outer.Predict(batch));
        TestData.AssertSameBits(outer.Predict(batch), outer.Clone().Predict(batch));
        Assert.NotSame(outer.Weights[0].Value, outer.Clone().Weights[0].Value);
    }

    [Fact]
    public void A_network_with_several_inputs_and_outputs_nests()
    {
        Node a = Network.Input([3]), b = Network.Input([3]);
        var shared = new Dense(2) { Name = "fc" };
        Node x = shared.Call(a), y = shared.Call(b);
        var two = new Network([a, b], [x, y]) { Name = "two" };
        Assert.Equal(["fc", "fc_1"], two.OutputNames);
        Node input = Network.Input([3]);
        IReadOnlyList<Node> outputs = two.CallAll(input, input);
        var outer = new Network(input, new Add().Call(outputs));
        Tensor batch = TestData.Random([4, 3], 1);
        Assert.Equal(two.Predict([batch, batch])[0].ToArray().Select(v => v + v), outer.Predict(batch).ToArray());
        Assert.Contains("one output; this one has fc, fc_1: use CallAll", Assert.Throws<InvalidOperationException>(() => two.Call(input, input)).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 inputs; received 1 nodes", Assert.Throws<ArgumentException>(() => two.CallAll(input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_convolution_takes_images_of_another_size_but_dense_weights_do_not_stretch()
    {
        Network convolutions = Network.Sequential([8, 8, 1], [new Conv2D(3, 3), new GlobalAveragePool2D()], name: "small");
        Node large = Network.Input([16, 12, 1]);
        Assert.Equal([3], new Network(large, convolutions.Call(large)).OutputShape.ToArray());
        Node code = Encoder().Call(large);
        string message = Assert.Throws<ShapeException>(() => new Network(large, code)).Message;
        Assert.Contains("encoder.code (Dense): shares its weights with a network in which kernel has shape [192, 4]; with these inputs it needs [576, 4]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_networks_are_checked_and_prefix_their_layers()
    {
        Network plain = Network.Sequential([3], [new Dense(2)]);
        Node input = Network.Input([3]);
        Assert.Equal(["input", "network.dense"], new Network(input, plain.Call(input)).Layers.Select(layer => layer.Name));
        Assert.Equal(["input", "a.dense"], new Network(input, plain.Named("a").Call(input)).Layers.Select(layer => layer.Name));
        Assert.Same(plain.Weights[0].Value, plain.Named("a").Weights[0].Value);
        Assert.Contains("without a slash, is 'a/b'", Assert.Throws<ArgumentException>(() => plain.Named("a/b")).Message, StringComparison.Ordinal);
        Network other = Network.Sequential([3], [new Dense(2)]);
        Node sum = new Add().Call(plain.Call(input), other.Call(input));
        Assert.Contains("have the name 'network.dense'", Assert.Throws<ArgumentException>(() => new Network(input, sum)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_is_appended_to_a_network_cut_at_a_layer()
    {
        Network network = TestData.ConvNet(3);
        Network backbone = network.CutAt("global_average_pool2d");
        Assert.Equal(["input", "conv2d", "batch_norm", "max_pool2d", "dropout", "conv2d_1", "global_average_pool2d"], backbone.Layers.Select(layer => layer.Name));
        Assert.Same(network.GetWeight("conv2d_1/kernel").Value, backbone.GetWeight("conv2d_1/kernel").Value);
        Network head = network.CutAfter("global_average_pool2d");
        Assert.Equal(["global_average_pool2d", "dense"], head.Layers.Select(layer => layer.Name));
        Tensor batch = TestData.Random([4, 8, 8, 1], 1);
        TestData.AssertSameBits(network.Predict(batch), head.Predict(backbone.Predict(batch)));

        Network other = backbone.Append([new Dense(7) { Activation = "relu" }, new Dense(5) { Name = "logits" }], seed: 4);
        Assert.Equal([5], other.OutputShape.ToArray());
        Assert.Equal(["logits"], other.OutputNames);
        TestData.AssertSameBits(backbone.Predict(batch), other.CutAt("global_average_pool2d").Predict(batch));
    }

    [Fact]
    public void A_cut_keeps_the_inputs_it_needs_and_may_have_several_outputs()
    {
        Node a = Network.Input([3], "a"), b = Network.Input([3], "b");
        Node x = a.Apply(new Dense(2) { Name = "x" }), y = b.Apply(new Dense(2) { Name = "y" });
        var network = new Network([a, b], [new Add { Name = "sum" }.Call(x, y).Apply(new Dense(1))]);
        Assert.Equal(["b", "y"], network.CutAt("y").Layers.Select(layer => layer.Name));
        Assert.Equal(["sum", "x"], network.CutAt("sum", "x").OutputNames);
        Assert.Equal(["sum", "dense"], network.CutAfter("sum").Layers.Select(layer => layer.Name));
        Assert.Contains("depend on the input 'b' by a way around", Assert.Throws<ArgumentException>(() => network.CutAfter("x")).Message, StringComparison.Ordinal);
        Assert.Contains("'dense' is an output", Assert.Throws<ArgumentException>(() => network.CutAfter("dense")).Message, StringComparison.Ordinal);
        Assert.Contains("no layer 'z'; it has a, b, x, y, sum, dense", Assert.Throws<KeyNotFoundException>(() => network.CutAt("z")).Message, StringComparison.Ordinal);

        var shared = new Dense(3) { Name = "twice" };
        Network repeated = Network.Sequential([3], [shared, shared, new Dense(1)]);
        Assert.Contains("'twice' is called 2 times", Assert.Throws<ArgumentException>(() => repeated.CutAt("twice")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_have_the_names_of_their_layers()
    {
        Node input = Network.Input([3]);
        Node price = input.Apply(new Dense(1) { Name = "price" });
        var network = new Network([input], [price, input.Apply(new Dense(2)), price]);
        Assert.Equal(["price", "dense", "price_1"], network.OutputNames);
    }

    [Fact]
    public void A_file_keeps_nested_and_shared_layers_and_the_names_of_outputs()
    {
        Network encoder = Encoder();
        Node left = Network.Input([8, 8, 1], "left"), right = Network.Input([8, 8, 1], "right");
        Node a = encoder.Call(left), b = encoder.Call(right);
        var network = new Network([left, right], [new Add { Name = "sum" }.Call(a, b), a, b]);
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        stream.Position = 0;
        Network loaded = NetworkFile.Load(stream);
        Assert.Equal(network.Summary(), loaded.Summary());
        Assert.Equal(["sum", "encoder.code", "encoder.code_1"], loaded.OutputNames);
        Tensor[] batch = [TestData.Random([3, 8, 8, 1], 1), TestData.Random([3, 8, 8, 1], 2)];
        foreach ((Tensor expected, Tensor actual) in network.Predict(batch).Zip(loaded.Predict(batch))) TestData.AssertSameBits(expected, actual);
        foreach ((Tensor expected, Tensor actual) in network.Predict(batch).Zip(network.ForInference().Predict(batch)))
            for (int i = 0; i < expected.Count; i++) Assert.Equal(expected.Span[i], actual.Span[i], 1e-4f);
    }

    private static Network Encoder() => Network.Sequential([8, 8, 1],
        [new Conv2D(3, 1) { UseBias = false }, new BatchNorm { Activation = "tanh" }, new Flatten(), new Dense(4) { Name = "code" }], seed: 5, name: "encoder");
}
