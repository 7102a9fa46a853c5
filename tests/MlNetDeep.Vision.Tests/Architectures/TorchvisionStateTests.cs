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
        string[] actual = [.. Weights(model).Select(weight => TorchEntry(weight.Layer, weight.Spec)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_number_of_parameters_is_torchvisions(string model)
    {
        long parameters = Weights(model).Where(weight => weight.Spec.Trainable).Sum(weight => (long)weight.Spec.Shape.Count);
        Assert.Equal(s_counts.Value.RootElement.GetProperty(model).GetProperty("parameters").GetInt64(), parameters);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_head_takes_the_features(string model)
    {
        (StandardArchitecture architecture, int size) = s_models[model];
        List<Node> nodes = Nodes(architecture.Connect(Network.Input([size, size, 3]), 1000));
        Node head = Assert.Single(nodes, node => node.Layer.Name == architecture.HeadLayer);
        Assert.Equal(architecture.FeatureLayer, Assert.Single(head.Inputs).Layer.Name);
        Assert.Equal(1000, head.Shape[-1]);
    }

    private static IEnumerable<(string Layer, WeightSpec Spec)> Weights(string model)
    {
        (StandardArchitecture architecture, int size) = s_models[model];
        foreach (Node node in Nodes(architecture.Connect(Network.Input([size, size, 3]), 1000)))
            foreach (WeightSpec spec in node.Layer.WeightsFor([.. node.Inputs.Select(input => input.Shape)]))
                yield return (node.Layer.Name ?? "?", spec);
    }

    private static List<Node> Nodes(IReadOnlyList<Node> outputs)
    {
        var seen = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Node>(outputs);
        while (open.TryPop(out Node? node))
            if (seen.Add(node))
                foreach (Node input in node.Inputs) open.Push(input);
        return [.. seen];
    }

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
