using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>Prediction by ResNet-18 at 224 x 224, batch norm folded.</summary>
internal sealed class InferenceWorkload : Workload
{
    private readonly int _batch;

    private InferenceWorkload(int batch)
    {
        _batch = batch;
        Name = $"inference resnet18 b{batch}";
        Cases = [new BenchmarkCase(Name, batch, "images/s", 1.0, new() { ["network"] = "resnet18", ["batch"] = batch })];
    }

    public static IReadOnlyList<InferenceWorkload> Batches { get; } = [new(1), new(16)];

    public override string Name { get; }

    public override string PeerFunction => "inference";

    public override IReadOnlyList<BenchmarkCase> Cases { get; }

    public override IReadOnlyList<Peer> Peers { get; } =
    [
        Peer.OnnxRuntime(),
        Peer.PyTorch("PyTorch", "eager", "eager channels_last", "frozen", "frozen channels_last") with { Target = 1.5 },
    ];

    public override double Measure(BenchmarkCase benchmarkCase, Effort effort)
    {
        Func<Tensor, Tensor> predict = Prepare(NetworkModels.ResNet18(224, 1000));
        Tensor input = RandomData.Normal([_batch, 224, 224, 3], 1);
        return Timing.Median(effort, () =>
        {
            using StepScope scope = StepScope.Begin();
            predict(input);
        });
    }

    private static Func<Tensor, Tensor> Prepare(Network network) => network.ForInference().Predict;
}
