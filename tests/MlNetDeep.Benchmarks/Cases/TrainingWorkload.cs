using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Networks;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>A training step of a network, a process of its own so that its peak memory can be told.</summary>
internal sealed class TrainingWorkload : Workload
{
    private readonly Func<Network> _network;
    private readonly Func<Optimizer> _optimizer;
    private readonly int _batch;

    private TrainingWorkload(string network, int batch, double target, Func<Network> create, bool adam, params Peer[] peers)
    {
        Name = $"train {network}";
        Cases = [new BenchmarkCase(Name, batch, "images/s", target, new() { ["network"] = network, ["batch"] = batch, ["adam"] = adam })];
        Peers = peers;
        _batch = batch;
        _network = create;
        _optimizer = adam ? () => new Adam(1e-3f) : () => new Sgd(0.01f) { Momentum = 0.9f };
    }

    /// <summary>The one whose memory and use of threads is looked at closely.</summary>
    public static TrainingWorkload ResNet18 { get; } = OfImages("resnet18", 16, 2.0, () => NetworkModels.ResNet18(64, 10));

    public static IReadOnlyList<TrainingWorkload> Networks { get; } =
    [
        new("mlp", 64, 1.5, NetworkModels.Mlp, adam: true, Peer.PyTorch("PyTorch", "contiguous", "contiguous foreach")),
        OfImages("lenet", 64, 3.0, NetworkModels.LeNet),
        OfImages("vgg", 64, 2.0, NetworkModels.Vgg),
        OfImages("resnet20", 64, 1.5, NetworkModels.ResNet20),
        ResNet18,
    ];

    public override string Name { get; }

    public override string PeerFunction => "training";

    public override IReadOnlyList<BenchmarkCase> Cases { get; }

    public override IReadOnlyList<Peer> Peers { get; }

    public override double Measure(BenchmarkCase benchmarkCase, Effort effort) => Timing.Median(effort, CreateStep().Run);

    public TrainingStep CreateStep() => new(_network(), _batch, _optimizer());

    // The targets are for networks as PyTorch makes them; with images channels last, which a user may ask for, it can be faster.
    private static TrainingWorkload OfImages(string network, int batch, double target, Func<Network> create) => new(
        network, batch, target, create, adam: false,
        Peer.PyTorch("PyTorch", "contiguous"),
        Peer.PyTorch("PyTorch channels_last", "channels_last") with { HasTarget = false });
}
