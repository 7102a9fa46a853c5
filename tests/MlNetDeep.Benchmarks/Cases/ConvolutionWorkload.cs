using MlNetDeep.Benchmarks.Compare;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>Each pass of the convolution layers of a well-known network alone.</summary>
internal sealed class ConvolutionWorkload : Workload
{
    private const string Forward = "forward", InputGradient = "input gradient", WeightGradient = "weight gradient";

    private readonly Dictionary<string, (ConvolutionLayer Layer, string Pass)> _passes = [];

    private ConvolutionWorkload(string network, IEnumerable<ConvolutionLayer> layers)
    {
        Name = $"conv {network}";
        foreach (ConvolutionLayer layer in layers)
            foreach (string pass in (string[])[Forward, InputGradient, WeightGradient])
                _passes[$"{Name} {layer.Name} b{layer.Batch} {pass}"] = (layer, pass);
        Cases = [.. _passes.Select(item => Case(item.Key, item.Value.Layer, item.Value.Pass))];
    }

    public static IReadOnlyList<ConvolutionWorkload> Networks { get; } =
    [
        new("resnet18", NetworkConvolutions.ResNet18),
        new("vgg16", NetworkConvolutions.Vgg16),
        new("tiny-yolo", NetworkConvolutions.TinyYolo),
    ];

    public override string Name { get; }

    public override string PeerFunction => "convolution";

    public override Effort Effort => Effort.Operation;

    public override IReadOnlyList<BenchmarkCase> Cases { get; }

    public override IReadOnlyList<Peer> Peers { get; } = [Peer.PyTorch("PyTorch", "contiguous", "channels_last")];

    public override double Measure(BenchmarkCase benchmarkCase, Effort effort)
    {
        (ConvolutionLayer layer, string pass) = _passes[benchmarkCase.Name];
        var passes = new ConvolutionPasses(effort == Effort.Smoke ? layer with { Batch = 1 } : layer);
        double seconds = Timing.Median(effort, pass switch
        {
            Forward => passes.Forward,
            InputGradient => passes.InputGradient,
            _ => passes.WeightGradient,
        });
        passes.Free();
        return seconds;
    }

    private static BenchmarkCase Case(string name, ConvolutionLayer layer, string pass) => new(name, layer.Geometry.Flops / 1e9, "GFLOP/s", 1.2, new()
    {
        ["pass"] = pass,
        ["batch"] = layer.Batch,
        ["size"] = layer.Size,
        ["inputs"] = layer.C,
        ["outputs"] = layer.K,
        ["kernel"] = layer.Kernel,
        ["stride"] = layer.Stride,
    });
}
