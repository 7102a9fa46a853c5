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
        ["resnet18"] = (new ResNet18(), 224),
        ["resnet34"] = (new ResNet { Depth = 34 }, 224),
        ["resnet50"] = (new ResNet { Depth = 50 }, 224),
        ["resnet101"] = (new ResNet { Depth = 101 }, 224),
        ["resnet152"] = (new ResNet { Depth = 152 }, 224),
        ["squeezenet1_0"] = (new SqueezeNet(), 224),
        ["squeezenet1_1"] = (new SqueezeNet { Version11 = true }, 224),
        ["mobilenet_v2"] = (new MobileNetV2(), 224),
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

    // The billions of multiply-adds that torchvision's documentation gives. They tell strides, padding and the places of pooling apart.
    [Theory]
    [InlineData("resnet18", 1.814)]
    [InlineData("resnet34", 3.664)]
    [InlineData("resnet50", 4.089)]
    [InlineData("resnet101", 7.801)]
    [InlineData("resnet152", 11.514)]
    [InlineData("squeezenet1_0", 0.819)]
    [InlineData("squeezenet1_1", 0.349)]
    [InlineData("mobilenet_v2", 0.301)]
    public void The_number_of_operations_is_torchvisions(string model, double billions)
    {
        (StandardArchitecture architecture, int size) = s_models[model];
        Assert.Equal(billions, ArchitectureGraph.MultiplyAdds(ArchitectureGraph.Nodes(architecture, size)) / 1e9, tolerance: 0.0006);
    }

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
