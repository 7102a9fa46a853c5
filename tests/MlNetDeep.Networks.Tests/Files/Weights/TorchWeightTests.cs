using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>The way of each number between PyTorch's layouts and ours, against indices written out.</summary>
public class TorchWeightTests
{
    [Fact]
    public void A_convolution_has_its_outputs_last()
    {
        (float[] ours, Tensor torch) = Load(Network.Sequential([5, 5, 4], [new Conv2D(6, new Size2D(2, 3)) { Groups = 2, Name = "c" }]), "c/kernel", "c.weight", [6, 2, 2, 3]);
        int at = 0;
        for (int h = 0; h < 2; h++)
            for (int w = 0; w < 3; w++)
                for (int i = 0; i < 2; i++)
                    for (int o = 0; o < 6; o++)
                        Assert.Equal(torch.Span[((o * 2 + i) * 2 + h) * 3 + w], ours[at++]);
    }

    [Fact]
    public void What_PyTorch_has_in_another_order_keeps_our_names_rather_than_load_wrong()
    {
        Network[] networks =
        [
            Network.Sequential([8, 8, 8], [new LayerNorm { LastAxes = 3, Name = "n" }]),
            Network.Sequential([3, 4, 4, 2], [new TimeDistributed(new Flatten()), new TimeDistributed(new Dense(5)) { Name = "n" }]),
        ];
        Assert.All(networks, network => Assert.All(TorchWeight.Of(network), weight => Assert.StartsWith("n/", weight.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_transposed_convolution_has_its_inputs_last()
    {
        // PyTorch: [in, out / groups, height, width]; ours: [height, width, out / groups, in].
        (float[] ours, Tensor torch) = Load(Network.Sequential([5, 5, 4], [new Weighted([2, 3, 5, 4], [5, 5, 4]) { Name = "t" }]), "t/kernel", "t.weight", [4, 5, 2, 3]);
        int at = 0;
        for (int h = 0; h < 2; h++)
            for (int w = 0; w < 3; w++)
                for (int o = 0; o < 5; o++)
                    for (int i = 0; i < 4; i++)
                        Assert.Equal(torch.Span[((i * 5 + o) * 2 + h) * 3 + w], ours[at++]);
    }

    [Fact]
    public void A_depthwise_convolution_has_channels_and_multiplier()
    {
        (float[] ours, Tensor torch) = Load(Network.Sequential([5, 5, 4], [new Depthwise([2, 3, 4, 2]) { Name = "d" }]), "d/kernel", "d.weight", [8, 1, 2, 3]);
        int at = 0;
        for (int h = 0; h < 2; h++)
            for (int w = 0; w < 3; w++)
                for (int c = 0; c < 4; c++)
                    for (int m = 0; m < 2; m++)
                        Assert.Equal(torch.Span[((c * 2 + m) * 2 + h) * 3 + w], ours[at++]);
    }

    [Fact]
    public void A_convolution_of_sequences_has_its_outputs_last()
    {
        (float[] ours, Tensor torch) = Load(Network.Sequential([7, 4], [new Weighted([3, 4, 5], [7, 5]) { Name = "s" }]), "s/kernel", "s.weight", [5, 4, 3]);
        for (int k = 0, at = 0; k < 3; k++)
            for (int i = 0; i < 4; i++)
                for (int o = 0; o < 5; o++)
                    Assert.Equal(torch.Span[(o * 4 + i) * 3 + k], ours[at++]);
    }

    [Fact]
    public void Behind_a_flatten_the_features_are_put_in_our_order_through_what_keeps_them_apart()
    {
        Network network = Network.Sequential([2, 3, 4],
        [
            new Flatten(), new Dropout(0.5f), new BatchNorm { Name = "bn" }, new Activation("relu"),
            new Dense(5) { Name = "first" }, new Activation("relu"), new Dense(5) { Name = "second" },
        ]);
        (float[] ours, Tensor torch) = Load(network, "first/kernel", "first.weight", [5, 24]);
        (float[] gamma, Tensor torchGamma) = Load(network, "bn/gamma", "bn.weight", [24]);
        for (int h = 0, at = 0; h < 2; h++)
            for (int w = 0; w < 3; w++)
                for (int c = 0; c < 4; c++, at++)
                {
                    int there = (c * 2 + h) * 3 + w;
                    Assert.Equal(torchGamma.Span[there], gamma[at]);
                    for (int o = 0; o < 5; o++) Assert.Equal(torch.Span[o * 24 + there], ours[at * 5 + o]);
                }
        (float[] second, Tensor torchSecond) = Load(network, "second/kernel", "second.weight", [5, 5]);
        for (int i = 0; i < 5; i++)
            for (int o = 0; o < 5; o++) Assert.Equal(torchSecond.Span[o * 5 + i], second[i * 5 + o]);
    }

    [Fact]
    public void A_concatenation_keeps_the_order_of_each_of_its_parts()
    {
        Node image = Network.Input([2, 2, 3]), vector = Network.Input([2]);
        var network = new Network([vector, image], [new Concatenate().Call(vector, image.Apply(new Flatten())).Apply(new Dense(1) { Name = "d" })]);
        (float[] ours, Tensor torch) = Load(network, "d/kernel", "d.weight", [1, 14]);
        Assert.Equal([torch.Span[0], torch.Span[1]], ours[..2]);
        for (int p = 0, at = 2; p < 4; p++)
            for (int c = 0; c < 3; c++) Assert.Equal(torch.Span[2 + c * 4 + p], ours[at++]);
    }

    [Fact]
    public void A_dense_layer_whose_outputs_become_an_image_has_them_in_our_order()
    {
        Network network = Network.Sequential([2], [new Dense(12) { Name = "d" }, new BatchNorm { Name = "bn", Activation = "relu" }, new ToImage([2, 2, 3]), new Conv2D(1, 1)]);
        (float[] ours, Tensor torch) = Load(network, "d/kernel", "d.weight", [12, 2]);
        (float[] bias, Tensor torchBias) = Load(network, "d/bias", "d.bias", [12]);
        (float[] mean, Tensor torchMean) = Load(network, "bn/running_mean", "bn.running_mean", [12]);
        for (int p = 0, at = 0; p < 4; p++)
            for (int c = 0; c < 3; c++, at++)
            {
                int there = c * 4 + p;
                Assert.Equal(torchBias.Span[there], bias[at]);
                Assert.Equal(torchMean.Span[there], mean[at]);
                for (int i = 0; i < 2; i++) Assert.Equal(torch.Span[there * 2 + i], ours[i * 12 + at]);
            }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_flattened_sequence_is_channels_first_behind_a_convolution_alone(bool convolution)
    {
        Layer[] first = convolution ? [new Weighted([3, 4, 2], [3, 2]), new Activation("relu")] : [new Dense(2)];
        (float[] ours, Tensor torch) = Load(Network.Sequential([3, 4], [.. first, new Flatten(), new Dense(1) { Name = "d" }]), "d/kernel", "d.weight", [1, 6]);
        for (int l = 0, at = 0; l < 3; l++)
            for (int c = 0; c < 2; c++, at++) Assert.Equal(torch.Span[convolution ? c * 3 + l : at], ours[at]);
    }

    [Fact]
    public void A_layer_with_other_weights_keeps_our_names()
    {
        Network network = Network.Sequential([3], [new Recurrent { Name = "r" }, new Dense(1) { Name = "d" }]);
        Assert.Equal(["r/kernel", "r/recurrent_kernel", "d.weight", "d.bias"], TorchWeight.Of(network).Select(weight => weight.Name));
    }

    [Fact]
    public void To_PyTorch_and_back_gives_the_same_bits()
    {
        Node image = Network.Input([4, 4, 3]);
        Node left = image.Apply(new Conv2D(4, 3) { Padding = Padding.Same }).Apply(new Flatten()).Apply(new BatchNorm());
        Node right = image.Apply(new Depthwise([3, 3, 3, 2])).Apply(new Flatten());
        Node joined = new Concatenate().Call(left, right).Apply(new Dense(48)).Apply(new ToImage([4, 4, 3])).Apply(new Weighted([3, 3, 2, 3], [4, 4, 2]));
        var network = new Network(image, joined, seed: 3);
        foreach ((Weight weight, TorchWeight torch) in network.Weights.Zip(TorchWeight.Of(network)))
        {
            weight.Value.CopyFrom(TestData.Random(weight.Value.Shape, 8).Span);
            Tensor there = torch.ToTorch(weight.Value.Detach());
            Assert.Equal(torch.Shape, there.Shape);
            TestData.AssertSameBits(weight.Value, torch.ToOurs(there), weight.Name);
        }
    }

    // Loads different numbers for each place under PyTorch's name and gives them with what arrived.
    private static (float[] Ours, Tensor Torch) Load(Network network, string weight, string name, Shape shape)
    {
        var torch = Tensor.From([.. Enumerable.Range(0, shape.Count).Select(i => (float)i)], shape);
        LoadReport report = network.LoadWeights(new Dictionary<string, Tensor> { [name] = torch }, strict: false);
        Assert.Equal([weight], report.Loaded);
        return (network.GetWeight(weight).Value.ToArray(), torch);
    }

    private record Weighted(Shape KernelShape, Shape Output) : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Output;

        public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) => [new WeightSpec("kernel", KernelShape, new Zeros())];

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => throw new NotSupportedException();
    }

    private sealed record Depthwise(Shape KernelShape) : Weighted(KernelShape, [4, 4, 6]);

    private sealed record ToImage(Shape Image) : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Image;

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => throw new NotSupportedException();
    }

    private sealed record Recurrent : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [2];

        public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) =>
            [new WeightSpec("kernel", [3, 8], new Zeros()), new WeightSpec("recurrent_kernel", [2, 8], new Zeros())];

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => throw new NotSupportedException();
    }
}
