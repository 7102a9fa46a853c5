using MlNetDeep.Networks;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Vision.Tests.Architectures;

/// <summary>Narrow networks with torchvision's modules and PyTorch's weights against PyTorch's outputs.</summary>
public class ArchitectureGoldenTests
{
    public static TheoryData<string, StandardArchitecture> Checkpoints => new()
    {
        { "resnet18_w8", new ResNet { Depth = 18, Filters = 8 } },
        { "vgg11_w4", new Vgg { Depth = 11, Filters = 4, Units = 48 } },
        { "vgg11_bn_w4", new Vgg { Depth = 11, Filters = 4, Units = 48, BatchNorm = true } },
    };

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void With_PyTorchs_weights_come_PyTorchs_numbers(string checkpoint, StandardArchitecture architecture)
    {
        Network network = architecture.Build([64, 64, 3], 10);
        IReadOnlyDictionary<string, Tensor> torch = Safetensors.Read(Repository.Golden(checkpoint + ".safetensors"));
        network.SetWeights(network.Layers.SelectMany(layer => layer.Weights).ToDictionary(weight => weight.Name, weight => FromTorch(weight, torch)));

        GoldenCase golden = Golden.Case("models_io", "ckpt_" + checkpoint);
        GoldenArray images = golden.Input("input").ChannelsLast;
        var batch = Tensor.From(images.Values, images.Shape);
        golden.Check("output", golden.Output(), network.Predict(batch).Span);
        golden.Check("output for inference", golden.Output(), network.ForInference().Predict(batch).Span);
    }

    private static float[] FromTorch(Weight weight, IReadOnlyDictionary<string, Tensor> torch)
    {
        string[] parts = weight.Name.Split('/');
        string kind = parts[1] switch { "kernel" or "gamma" => "weight", "bias" or "beta" => "bias", "running_variance" => "running_var", var same => same };
        Tensor tensor = torch[$"{parts[0]}.{kind}"];
        // The first dense layer of VGG sees 7 x 7 pixels, which PyTorch flattens channel by channel.
        int[] shape = parts[0] == "classifier.0" && tensor.Rank == 2 ? [tensor.Shape[0], tensor.Shape[1] / 49, 7, 7] : tensor.Shape.ToArray();
        var array = new GoldenArray(shape, tensor.ToArray());
        return (shape.Length == 4 ? array.KernelLast : shape.Length == 2 ? array.Transposed : array).Values;
    }
}
