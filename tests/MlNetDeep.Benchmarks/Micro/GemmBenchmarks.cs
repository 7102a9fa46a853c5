using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Micro;

public class GemmBenchmarks
{
    private Tensor _a = null!, _b = null!;

    [Params(64, 256, 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _a = RandomData.Normal([Size, Size], 1);
        _b = RandomData.Normal([Size, Size], 2);
    }

    [Benchmark]
    public void MatMul()
    {
        using StepScope scope = StepScope.Begin();
        Ops.MatMul(_a, _b);
    }
}
