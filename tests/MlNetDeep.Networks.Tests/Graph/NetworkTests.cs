using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class NetworkTests
{
    [Fact]
    public void Default_names_count_up_and_skip_given_ones()
    {
        Network network = Network.Sequential([8, 8, 3],
            [new Conv2D(4, 3), new Conv2D(4, 3) { Name = "conv2d_1" }, new Conv2D(4, 3), new Flatten(), new Dense(2) { Name = "head" }]);
        Assert.Equal(["input", "conv2d", "conv2d_1", "conv2d_2", "flatten", "head"], network.Layers.Select(layer => layer.Name));
        Assert.Equal("head/kernel", network.GetLayer("head").Weights[0].Name);
    }

    [Fact]
    public void Shapes_and_parameters_are_those_of_Keras()
    {
        // Keras' "simple convnet" example: 34,826 parameters.
        Network network = Network.Sequential([28, 28, 1],
        [
            new Conv2D(32, 3) { Activation = "relu" }, new MaxPool2D(2), new Conv2D(64, 3) { Activation = "relu" }, new MaxPool2D(2),
            new Flatten(), new Dropout(0.5f), new Dense(10),
        ]);
        Assert.Equal(34_826, network.ParameterCount);
        Assert.Equal([10], network.OutputShape.ToArray());
        Assert.Equal([5, 5, 64], network.GetLayer("max_pool2d_1").OutputShape.ToArray());
    }

    [Fact]
    public void A_residual_graph_with_two_outputs()
    {
        Node input = Network.Input([8, 8, 4]);
        Node x = input.Apply(new Conv2D(4, 3) { Padding = Padding.Same, Activation = "relu" });
        Node sum = new Add().Call(input, x);
        Node joined = new Concatenate().Call(sum, input);
        Node classes = joined.Apply(new GlobalAveragePool2D()).Apply(new Dense(3) { Name = "classes" });
        Node value = joined.Apply(new Flatten()).Apply(new Dense(1) { Name = "value" });
        var network = new Network([input], [classes, value]);
        IReadOnlyList<Tensor> outputs = network.Predict([TestData.Random([5, 8, 8, 4], 1)]);
        Assert.Equal(["[5, 3]", "[5, 1]"], outputs.Select(output => output.Shape.ToString()));
        string message = Assert.Throws<InvalidOperationException>(() => network.Predict(TestData.Random([5, 8, 8, 4], 1))).Message;
        Assert.Contains("has 1 and 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_called_twice_shares_its_weights_and_gathers_both_gradients()
    {
        Node left = Network.Input([3]), right = Network.Input([3]);
        var shared = new Dense(2) { UseBias = false };
        var network = new Network([left, right], [new Add().Call(shared.Call(left), shared.Call(right))]);
        Assert.Equal(6, network.ParameterCount);
        Tensor a = TestData.Random([4, 3], 1), b = TestData.Random([4, 3], 2);
        Tensor both = network.Predict([a, b])[0];
        Tensor sum = network.Predict([a + b, Tensor.Zeros([4, 3])])[0];
        for (int i = 0; i < both.Count; i++) Assert.Equal(sum.Span[i], both.Span[i], 1e-5f);

        Ops.Sum(network.Forward([a, b], new ForwardContext(true))[0]).Backward();
        float expected = 0;
        for (int i = 0; i < 4; i++) expected += a.Span[i * 3] + b.Span[i * 3];
        Assert.Equal(expected, network.GetWeight("dense/kernel").Value.Grad!.Span[0], 1e-4f);
    }

    [Fact]
    public void Two_layers_with_equal_options_do_not_share()
    {
        Network network = Network.Sequential([4], [new Dense(4), new Dense(4)]);
        Assert.Equal(40, network.ParameterCount);
        Assert.NotEqual(network.GetWeight("dense/kernel").Value.ToArray(), network.GetWeight("dense_1/kernel").Value.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        TestData.AssertSameBits(TestData.ConvNet(seed: 3), TestData.ConvNet(seed: 3));
        Assert.NotEqual(TestData.ConvNet(3).Weights[0].Value.ToArray(), TestData.ConvNet(4).Weights[0].Value.ToArray());
    }

    [Fact]
    public void A_layer_that_cannot_take_its_input_names_itself_the_rule_and_the_shapes()
    {
        string message = Assert.Throws<ShapeException>(() => Network.Sequential([28, 28, 1], [new Conv2D(8, 3), new Flatten(), new Conv2D(8, 3)])).Message;
        Assert.Equal("conv2d_1 (Conv2D): expects [height, width, channels]; received [5408]", message);
        message = Assert.Throws<ShapeException>(() => Network.Sequential([4, 4, 1], [new Conv2D(8, 3), new Conv2D(8, 3) { Name = "deep" }])).Message;
        Assert.Contains("deep (Conv2D): its window covers 3 pixels of height", message, StringComparison.Ordinal);
        message = Assert.Throws<ShapeException>(() => new Add().Call(Network.Input([3]), Network.Input([4]))).Message;
        Assert.Equal("add (Add): expects inputs of the same shape; received [3] and [4]", message);
        message = Assert.Throws<ShapeException>(() => new Concatenate().Call(Network.Input([3, 3]), Network.Input([4, 3]))).Message;
        Assert.Contains("received [3, 3] and [4, 3]", message, StringComparison.Ordinal);
    }

    public static TheoryData<Layer, string> BadOptions => new()
    {
        { new Conv2D(0, 3), "Filters must be at least 1, is 0" },
        { new Conv2D(4, 0), "Kernel must be at least 1, is 0" },
        { new Conv2D(4, 3) { Stride = (1, 0) }, "Stride must be at least 1, is 1x0" },
        { new Conv2D(4, 3) { Groups = 3 }, "Groups must be at least 1 and divide Filters 4, is 3" },
        { new Conv2D(4, 3) { Groups = 2 }, "expects a number of channels that Groups 2 divides; received [8, 8, 3]" },
        { new MaxPool2D(2) { Dilation = 0 }, "Dilation must be at least 1, is 0" },
        { new MaxPool2D(2) { Padding = Padding.All(2) }, "at most half the window 2" },
        { new BatchNorm { Momentum = 0 }, "Momentum must be in (0, 1], is 0" },
        { new BatchNorm { Epsilon = -1 }, "Epsilon must be above 0, is -1" },
        { new Dropout(1), "Rate must be in [0, 1), is 1" },
        { new Dropout(float.NaN), "Rate must be in [0, 1), is NaN" },
        { new Conv2D(int.MaxValue, 3), "conv2d (Conv2D): shape [6, 6, 2147483647] has more than 2147483647 elements" },
        { new Dense(-2), "Units must be at least 1, is -2" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_out_of_range_is_refused(Layer layer, string expected) =>
        Assert.Contains(expected, Assert.Throws<ShapeException>(() => Network.Input([8, 8, 3]).Apply(layer)).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_weights_name_the_layer() => Assert.Contains(
        "dense_1 (Dense): shape [65536, 65536] has more than 2147483647 elements",
        Assert.Throws<ShapeException>(() => Network.Sequential([1], [new Dense(65_536), new Dense(65_536)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_batch_of_another_shape_names_the_input()
    {
        Network network = TestData.ConvNet();
        string message = Assert.Throws<ShapeException>(() => network.Predict(Tensor.Zeros([2, 8, 8, 3]))).Message;
        Assert.Equal("input (Input): expects [N, 8, 8, 1]; received [2, 8, 8, 3]", message);
        Assert.Throws<ShapeException>(() => network.Predict(Tensor.Zeros([8, 8, 1])));
        Assert.Contains("1 inputs; received 2", Assert.Throws<ShapeException>(() => network.Predict([Tensor.Zeros([2, 8, 8, 1]), Tensor.Zeros([2, 8, 8, 1])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_is_none_is_refused()
    {
        Node a = Network.Input([3], "a"), b = Network.Input([3], "b");
        Node sum = new Add().Call(a, b);
        Assert.Contains("'b [3]', which is not listed", Assert.Throws<ArgumentException>(() => new Network(a, sum)).Message, StringComparison.Ordinal);
        Assert.Contains("no output depends on the input 'b [3]'", Assert.Throws<ArgumentException>(() => new Network([a, b], [a.Apply(new Dense(1))])).Message, StringComparison.Ordinal);
        Assert.Contains("was not made by Network.Input", Assert.Throws<ArgumentException>(() => new Network(sum, sum.Apply(new Dense(1)))).Message, StringComparison.Ordinal);
        Assert.Contains("listed twice", Assert.Throws<ArgumentException>(() => new Network([a, a], [a.Apply(new Dense(1))])).Message, StringComparison.Ordinal);
        Assert.Contains("have the name 'x'", Assert.Throws<ArgumentException>(() => Network.Sequential([3], [new Dense(1) { Name = "x" }, new Dense(1) { Name = "x" }])).Message, StringComparison.Ordinal);
        Assert.Contains("without a slash", Assert.Throws<ArgumentException>(() => Network.Sequential([3], [new Dense(1) { Name = "x/y" }])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one layer", Assert.Throws<ArgumentException>(() => Network.Sequential([3], [])).Message, StringComparison.Ordinal);
        Assert.Contains("axes of at least 1, is [0, 3]", Assert.Throws<ShapeException>(() => Network.Input([0, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_layer_with_inputs_of_two_kinds_is_refused()
    {
        Node a = Network.Input([3]), b = Network.Input([4]);
        var shared = new Dense(2);
        Node sum = new Add().Call(shared.Call(a), shared.Call(b));
        string message = Assert.Throws<ShapeException>(() => new Network([a, b], [sum])).Message;
        Assert.Contains("dense (Dense): shares its weights", message, StringComparison.Ordinal);
        Assert.Contains("[3]; received [4]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_can_be_read_and_replaced_by_name()
    {
        Network network = Network.Sequential([2], [new Dense(1)]);
        network.SetWeights(new Dictionary<string, float[]> { ["dense/kernel"] = [2, 3], ["dense/bias"] = [1] });
        Assert.Equal(2 * 10 + 3 * 100 + 1, network.Predict(Tensor.From([10, 100], [1, 2])).Item());
        Network copy = network.Clone();
        network.SetWeights(new Dictionary<string, float[]> { ["dense/bias"] = [0] });
        Assert.Equal([1], copy.GetWeights()["dense/bias"]);
        Assert.Contains("'dens/bias'", Assert.Throws<KeyNotFoundException>(() => network.SetWeights(new Dictionary<string, float[]> { ["dens/bias"] = [0] })).Message, StringComparison.Ordinal);
        string message = Assert.Throws<ArgumentException>(() => network.SetWeights(new Dictionary<string, float[]> { ["dense/bias"] = [7], ["dense/kernel"] = [1, 2, 3] })).Message;
        Assert.Contains("shape [2, 1], 2 numbers; received 3", message, StringComparison.Ordinal);
        Assert.Equal(0, network.GetWeight("dense/bias").Value.Item());
    }

    [Fact]
    public void Predict_leaves_the_network_as_it_is()
    {
        Network network = TestData.ConvNet();
        var before = network.GetWeights();
        Tensor output = network.Predict(TestData.Random([3, 8, 8, 1], 1));
        Assert.False(output.RequiresGrad);
        Assert.Equal(before.Values, network.GetWeights().Values);
        Assert.All(network.Weights, weight => Assert.Null(weight.Value.Grad));
    }

    [Fact]
    public void Many_threads_predict_at_once()
    {
        Network network = TestData.ConvNet();
        Tensor[] batches = [.. Enumerable.Range(0, 8).Select(i => TestData.Random([1 + i, 8, 8, 1], (ulong)i))];
        float[][] expected = [.. batches.Select(batch => network.Predict(batch).ToArray())];
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(expected[i % 8], network.Predict(batches[i % 8]).ToArray()));
    }

    [Fact]
    public void Summary_is_a_table()
    {
        Node input = Network.Input([8, 8, 3]);
        var shared = new Conv2D(3, 3) { Padding = Padding.Same };
        Node x = input.Apply(shared).Apply(shared).Apply(new BatchNorm());
        var network = new Network(input, new Add().Call(x, input).Apply(new Flatten()).Apply(new Dense(10)));
        Assert.Equal(
            """
            Layer (type)            Output shape  Parameters  Connected to
            -------------------------------------------------------------------
            input (Input)           [N, 8, 8, 3]           0
            conv2d (Conv2D)         [N, 8, 8, 3]          84  input
            conv2d (Conv2D)         [N, 8, 8, 3]      shared  conv2d
            batch_norm (BatchNorm)  [N, 8, 8, 3]          12  conv2d
            add (Add)               [N, 8, 8, 3]           0  batch_norm, input
            flatten (Flatten)       [N, 192]               0  add
            dense (Dense)           [N, 10]            1,930  flatten
            -------------------------------------------------------------------
            Total parameters: 2,026 (7.9 KB)
            Trainable: 2,020, frozen: 0, state (not trainable): 6

            """.ReplaceLineEndings("\n"),
            network.Summary());
    }
}
