using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Micro;

public class ReductionBenchmarks
{
    private static readonly int[] s_first = [0], s_last = [1];
    private Tensor _input = null!;

    [GlobalSetup]
    public void Setup() => _input = RandomData.Normal([4096, 256], 1);

    [Benchmark]
    public void SumOfRows()
    {
        using StepScope scope = StepScope.Begin();
        Ops.Sum(_input, s_last);
    }

    [Benchmark]
    public void SumOfColumns()
    {
        using StepScope scope = StepScope.Begin();
        Ops.Sum(_input, s_first);
    }
}
