using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Whole networks against PyTorch: narrow ones of torchvision with its names of modules, and weights from both kinds of files.</summary>
public class CheckpointGoldenTests
{
    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["resnet18_w8"] = ResNet18,
        ["vgg11_w4"] = () => Vgg11(norms: false),
        ["vgg11_bn_w4"] = () => Vgg11(norms: true),
        ["lenet_optdigits"] = LeNet,
    };

    public static TheoryData<string, string> Files => [.. s_networks.Keys.SelectMany(name => new TheoryDataRow<string, string>[] { new(name, ".pth"), new(name, ".safetensors") })];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_network_with_PyTorchs_weights_gives_PyTorchs_numbers(string name, string extension)
    {
        Network network = s_networks[name]();
        LoadReport report = network.LoadWeights(Repository.Golden(name + extension));
        Assert.Equal(network.Weights.Select(weight => weight.Name), report.Loaded);
        GoldenCase golden = Golden.Case("models_io", "ckpt_" + name);
        GoldenArray images = golden.Input("input").ChannelsLast;
        float[] output = network.Predict(Tensor.From(images.Values, images.Shape)).ToArray();
        golden.Check("output", golden.Output(), output);
        Assert.InRange(output.Zip(golden.Output().Values, (a, b) => MathF.Abs(a - b)).Max(), 0, 1e-4f);
    }

    [Fact]
    public void Saved_with_PyTorchs_names_a_network_gives_back_the_file_it_came_from()
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, Func<Network> build) in s_networks)
        {
            Network network = build();
            network.LoadWeights(Repository.Golden(name + ".safetensors"));
            network.SaveWeights(folder.File(name), WeightLayout.Torch);
            IReadOnlyDictionary<string, Tensor> original = Safetensors.Read(Repository.Golden(name + ".safetensors")), saved = Safetensors.Read(folder.File(name));
            Assert.Equal(original.Keys.Where(key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order(), saved.Keys.Order());
            foreach ((string key, Tensor tensor) in saved) TestData.AssertSameBits(original[key], tensor, key);
        }
    }

    private static Network ResNet18()
    {
        Node input = Network.Input([64, 64, 3]);
        Node x = Normalised(input, 8, 7, 2, "conv1", "bn1", "relu").Apply(new MaxPool2D(3) { Stride = 2, Padding = Padding.All(1) });
        for (int stage = 1; stage <= 4; stage++)
            for (int block = 0; block < 2; block++)
                x = Block(x, 4 << stage, stage > 1 && block == 0 ? 2 : 1, $"layer{stage}.{block}");
        return new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(10) { Name = "fc" }));
    }

    private static Node Block(Node input, int filters, int stride, string name)
    {
        Node x = Normalised(input, filters, 3, stride, $"{name}.conv1", $"{name}.bn1", "relu");
        x = Normalised(x, filters, 3, 1, $"{name}.conv2", $"{name}.bn2", "linear");
        Node shortcut = stride == 1 ? input : Normalised(input, filters, 1, stride, $"{name}.downsample.0", $"{name}.downsample.1", "linear");
        return new Add { Activation = "relu" }.Call(x, shortcut);
    }

    private static Node Normalised(Node input, int filters, int kernel, int stride, string convolution, string norm, string activation) => input
        .Apply(new Conv2D(filters, kernel) { Stride = stride, Padding = Padding.All(kernel / 2), UseBias = false, Name = convolution })
        .Apply(new BatchNorm { Activation = activation, Name = norm });

    // Each pooling and each activation is a module of its own and has a number.
    private static Network Vgg11(bool norms)
    {
        var layers = new List<Layer>();
        int module = 0;
        foreach (int filters in (int[])[4, 0, 8, 0, 16, 16, 0, 32, 32, 0, 32, 32, 0])
        {
            if (filters == 0)
            {
                layers.Add(new MaxPool2D(2));
                module++;
                continue;
            }
            layers.Add(new Conv2D(filters, 3) { Padding = Padding.Same, Activation = norms ? "linear" : "relu", Name = $"features.{module++}" });
            if (norms) layers.Add(new BatchNorm { Activation = "relu", Name = $"features.{module++}" });
            module++;
        }
        layers.AddRange([
            new AdaptiveAverage(7), new Flatten(),
            new Dense(48) { Name = "classifier.0" }, new Activation("relu"), new Dropout(0.5f),
            new Dense(48) { Name = "classifier.3" }, new Activation("relu"), new Dropout(0.5f),
            new Dense(10) { Name = "classifier.6" }]);
        return Network.Sequential([64, 64, 3], layers);
    }

    private static Network LeNet() => Network.Sequential([8, 8, 1],
    [
        new Conv2D(6, 3) { Padding = Padding.Same, Activation = "relu", Name = "conv1" },
        new MaxPool2D(2),
        new Conv2D(16, 3) { Padding = Padding.Same, Activation = "relu", Name = "conv2" },
        new MaxPool2D(2),
        new Flatten(),
        new Dense(84) { Activation = "relu", Name = "fc1" },
        new Dense(10) { Name = "fc2" },
    ]);

    private sealed record AdaptiveAverage(int Size) : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Size, Size, inputs[0][2]];

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => Ops.AdaptiveAveragePool2D(inputs[0], Size, Size);
    }
}
