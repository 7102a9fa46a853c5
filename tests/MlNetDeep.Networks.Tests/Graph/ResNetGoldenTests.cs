using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>A whole network against PyTorch: a narrow ResNet-18 with torchvision's weights, built with the functional surface.</summary>
public class ResNetGoldenTests
{
    [Fact]
    public void A_resnet_with_PyTorchs_weights_gives_PyTorchs_numbers()
    {
        Node input = Network.Input([64, 64, 3]);
        Node x = Normalised(input, 8, 7, 2, "conv1", "bn1", "relu").Apply(new MaxPool2D(3) { Stride = 2, Padding = Padding.All(1) });
        for (int stage = 1; stage <= 4; stage++)
            for (int block = 0; block < 2; block++)
                x = Block(x, 4 << stage, stage > 1 && block == 0 ? 2 : 1, $"layer{stage}.{block}");
        var network = new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(10) { Name = "fc" }));
        Load(network, Safetensors.Read(Repository.Golden("resnet18_w8.safetensors")));

        GoldenCase golden = Golden.Case("models_io", "ckpt_resnet18_w8");
        GoldenArray images = golden.Input("input").ChannelsLast;
        Tensor output = network.Predict(Tensor.From(images.Values, images.Shape));
        golden.Check("output", golden.Output(), output.Span);
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

    private static void Load(Network network, IReadOnlyDictionary<string, Tensor> torch)
    {
        var names = new Dictionary<string, string>
        {
            ["kernel"] = "weight",
            ["bias"] = "bias",
            ["gamma"] = "weight",
            ["beta"] = "bias",
            ["running_mean"] = "running_mean",
            ["running_variance"] = "running_var",
        };
        network.SetWeights(network.Weights.ToDictionary(
            weight => weight.Name,
            weight =>
            {
                string[] parts = weight.Name.Split('/');
                Tensor tensor = torch[$"{parts[0]}.{names[parts[1]]}"];
                var array = new GoldenArray(tensor.Shape.ToArray(), tensor.ToArray());
                return (tensor.Rank == 4 ? array.KernelLast : tensor.Rank == 2 ? array.Transposed : array).Values;
            }));
    }
}
