using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>The product of two square matrices.</summary>
internal sealed class GemmWorkload : Workload
{
    public override string Name => "gemm";

    public override string PeerFunction => "gemm";

    public override Effort Effort { get; } = new(0.1, 0.3, 5);

    public override IReadOnlyList<BenchmarkCase> Cases { get; } =
        [.. ((int[])[256, 512, 1024, 2048]).Select(size => new BenchmarkCase($"gemm {size}", 2e-9 * size * size * size, "GFLOP/s", 1.0, new() { ["size"] = size }))];

    public override IReadOnlyList<Peer> Peers { get; } = [Peer.PyTorch("OpenBLAS", "torch", "numpy")];

    public override double Measure(BenchmarkCase benchmarkCase, Effort effort)
    {
        int size = (int)benchmarkCase.Arguments["size"]!;
        Tensor a = RandomData.Normal([size, size], 1), b = RandomData.Normal([size, size], 2);
        return Timing.Median(effort, () =>
        {
            using StepScope scope = StepScope.Begin();
            Ops.MatMul(a, b);
        });
    }
}
