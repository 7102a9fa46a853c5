using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Networks;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>A training step of a network, a process of its own so that its peak memory can be told.</summary>
internal sealed class TrainingWorkload : Workload
{
    private readonly Func<Network> _network;
    private readonly int _batch;

    private TrainingWorkload(string network, int batch, double target, bool hasImages, Func<Network> create)
    {
        Name = $"train {network}";
        Cases = [new BenchmarkCase(Name, batch, "images/s", target, new() { ["network"] = network, ["batch"] = batch })];
        Peers = hasImages
            ? [Peer.PyTorch("PyTorch", "contiguous"), Peer.PyTorch("PyTorch channels_last", "channels_last") with { HasTarget = false }]
            : [Peer.PyTorch("PyTorch", "contiguous")];
        _batch = batch;
        _network = create;
    }

    /// <summary>The one whose memory and use of threads is looked at closely.</summary>
    public static TrainingWorkload ResNet18 { get; } = new("resnet18", 16, 2.0, true, () => NetworkModels.ResNet18(64, 10));

    public static IReadOnlyList<TrainingWorkload> Networks { get; } =
    [
        new("mlp", 64, 1.5, false, NetworkModels.Mlp),
        new("lenet", 64, 3.0, true, NetworkModels.LeNet),
        new("vgg", 64, 2.0, true, NetworkModels.Vgg),
        new("resnet20", 64, 1.5, true, NetworkModels.ResNet20),
        ResNet18,
    ];

    public override string Name { get; }

    public override string PeerFunction => "training";

    public override IReadOnlyList<BenchmarkCase> Cases { get; }

    public override IReadOnlyList<Peer> Peers { get; }

    public override double Measure(BenchmarkCase benchmarkCase, Effort effort) => Timing.Median(effort, CreateStep().Run);

    public TrainingStep CreateStep() => new(_network(), _batch);
}
