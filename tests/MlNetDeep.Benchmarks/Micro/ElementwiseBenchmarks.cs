using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Micro;

public class ElementwiseBenchmarks
{
    private Tensor _a = null!, _b = null!;

    [Params(1 << 14, 1 << 20)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _a = RandomData.Normal([Count], 1);
        _b = RandomData.Normal([Count], 2);
    }

    [Benchmark]
    public void Add()
    {
        using StepScope scope = StepScope.Begin();
        Ops.Add(_a, _b);
    }

    [Benchmark]
    public void Relu()
    {
        using StepScope scope = StepScope.Begin();
        Ops.Relu(_a);
    }

    [Benchmark]
    public void Tanh()
    {
        using StepScope scope = StepScope.Begin();
        Ops.Tanh(_a);
    }

    [Benchmark]
    public void Gelu()
    {
        using StepScope scope = StepScope.Begin();
        Ops.Gelu(_a);
    }
}
