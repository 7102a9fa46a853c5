using System.IO.Compression;
using System.Text.Json;
using MlNetDeep.Networks;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Vision.Tests.Architectures;

/// <summary>Compares the graphs, without making weights, with the state dicts of torchvision 0.14 for 1000 classes.</summary>
public class TorchvisionStateTests
{
    private static readonly Lazy<JsonDocument> s_states = new(() =>
    {
        using var zip = new GZipStream(File.OpenRead(Repository.Golden("arch", "state_dicts.json.gz")), CompressionMode.Decompress);
        return JsonDocument.Parse(zip);
    });

    private static readonly Lazy<JsonDocument> s_counts = new(() => JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("arch", "param_counts.json"))));

    private static readonly Dictionary<string, (StandardArchitecture Architecture, int Size)> s_models = new()
    {
        ["alexnet"] = (new AlexNet(), 224),
        ["vgg11"] = (new Vgg { Depth = 11 }, 224),
        ["vgg13"] = (new Vgg { Depth = 13 }, 224),
        ["vgg16"] = (new Vgg { Depth = 16 }, 224),
        ["vgg19"] = (new Vgg { Depth = 19 }, 224),
        ["vgg11_bn"] = (new Vgg { Depth = 11, BatchNorm = true }, 224),
        ["vgg16_bn"] = (new Vgg { Depth = 16, BatchNorm = true }, 224),
        ["vgg19_bn"] = (new Vgg { Depth = 19, BatchNorm = true }, 224),
        ["resnet18"] = (new ResNet18(), 224),
        ["resnet34"] = (new ResNet { Depth = 34 }, 224),
        ["resnet50"] = (new ResNet { Depth = 50 }, 224),
        ["resnet101"] = (new ResNet { Depth = 101 }, 224),
        ["resnet152"] = (new ResNet { Depth = 152 }, 224),
        ["googlenet"] = (new GoogLeNet { AuxiliaryHeads = true }, 224),
        ["inception_v3"] = (new InceptionV3 { AuxiliaryHead = true }, 299),
        ["squeezenet1_0"] = (new SqueezeNet(), 224),
        ["squeezenet1_1"] = (new SqueezeNet { Version11 = true }, 224),
        ["densenet121"] = (new DenseNet121(), 224),
        ["mobilenet_v2"] = (new MobileNetV2(), 224),
        ["mobilenet_v3_small"] = (new MobileNetV3 { Small = true }, 224),
        ["mobilenet_v3_large"] = (new MobileNetV3(), 224),
        ["efficientnet_b0"] = (new EfficientNetB0(), 224),
    };

    public static TheoryData<string> Models => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Names_and_shapes_are_those_of_the_state_dict(string model)
    {
        string[] expected = [.. s_states.Value.RootElement.GetProperty(model).EnumerateArray()
            .Where(entry => !entry[0].GetString()!.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .Select(entry => $"{entry[0].GetString()} [{string.Join(", ", entry[1].EnumerateArray())}]")
            .Order(StringComparer.Ordinal)];
        string[] actual = [.. Nodes(model)
            .SelectMany(node => ArchitectureGraph.Weights(node).Select(weight => TorchEntry(node.Layer.Name!, weight)))
            .Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_number_of_parameters_is_torchvisions(string model) =>
        Assert.Equal(s_counts.Value.RootElement.GetProperty(model).GetProperty("parameters").GetInt64(), ArchitectureGraph.Parameters(Nodes(model)));

    [Fact]
    public void Without_auxiliary_heads_the_numbers_of_parameters_are_torchvisions()
    {
        Assert.Equal(WithoutHeads("googlenet"), ArchitectureGraph.Parameters(ArchitectureGraph.Nodes(new GoogLeNet(), 224)));
        Assert.Equal(WithoutHeads("inception_v3"), ArchitectureGraph.Parameters(ArchitectureGraph.Nodes(new InceptionV3(), 299)));

        static long WithoutHeads(string model) => s_counts.Value.RootElement.GetProperty(model).GetProperty("parameters_without_aux").GetInt64();
    }

    // The billions of multiply-adds that torchvision's documentation gives. They tell strides, padding and the places of pooling apart.
    [Theory]
    [InlineData("alexnet", 0.714)]
    [InlineData("vgg11", 7.609)]
    [InlineData("vgg13", 11.308)]
    [InlineData("vgg16", 15.470)]
    [InlineData("vgg19", 19.632)]
    [InlineData("resnet18", 1.814)]
    [InlineData("resnet34", 3.664)]
    [InlineData("resnet50", 4.089)]
    [InlineData("resnet101", 7.801)]
    [InlineData("resnet152", 11.514)]
    [InlineData("googlenet", 1.498)]
    [InlineData("inception_v3", 5.713)]
    [InlineData("squeezenet1_0", 0.819)]
    [InlineData("squeezenet1_1", 0.349)]
    [InlineData("densenet121", 2.834)]
    [InlineData("mobilenet_v2", 0.301)]
    [InlineData("mobilenet_v3_small", 0.057)]
    [InlineData("mobilenet_v3_large", 0.217)]
    [InlineData("efficientnet_b0", 0.386)]
    public void The_number_of_operations_is_torchvisions(string model, double billions)
    {
        (StandardArchitecture architecture, int size) = s_models[model];
        StandardArchitecture predicting = architecture switch
        {
            GoogLeNet heads => heads with { AuxiliaryHeads = false },
            InceptionV3 head => head with { AuxiliaryHead = false },
            _ => architecture,
        };
        Assert.Equal(billions, ArchitectureGraph.MultiplyAdds(ArchitectureGraph.Nodes(predicting, size)) / 1e9, tolerance: 0.0006);
    }

    [Fact]
    public void Every_model_of_the_reference_is_compared() =>
        Assert.Equal(s_states.Value.RootElement.EnumerateObject().Select(model => model.Name).Order(StringComparer.Ordinal), s_models.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Models))]
    public void The_head_takes_the_features(string model)
    {
        (StandardArchitecture architecture, int size) = s_models[model];
        List<Node> nodes = ArchitectureGraph.Nodes(architecture, size);
        Node head = Assert.Single(nodes, node => node.Layer.Name == architecture.HeadLayer);
        Assert.Equal(architecture.FeatureLayer, Assert.Single(head.Inputs).Layer.Name);
        Assert.Equal(1000, head.Shape[-1]);
    }

    private static List<Node> Nodes(string model) => ArchitectureGraph.Nodes(s_models[model].Architecture, s_models[model].Size);

    private static string TorchEntry(string layer, WeightSpec spec)
    {
        string name = spec.Name switch
        {
            "kernel" or "gamma" => "weight",
            "bias" or "beta" => "bias",
            "running_mean" => "running_mean",
            "running_variance" => "running_var",
            _ => "?" + spec.Name,
        };
        int[] shape = spec.Shape.Dimensions.ToArray();
        if (spec.Name == "kernel") shape = shape is [int height, int width, int depth, int filters] ? [filters, depth, height, width] : [shape[1], shape[0]];
        return $"{layer}.{name} [{string.Join(", ", shape)}]";
    }
}
