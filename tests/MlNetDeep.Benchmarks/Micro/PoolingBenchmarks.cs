using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Micro;

public class PoolingBenchmarks
{
    private static readonly Pool2DOptions s_options = new() { KernelH = 2, KernelW = 2, StrideH = 2, StrideW = 2 };
    private Tensor _input = null!, _gradient = null!;

    [Params(32, 64)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _input = RandomData.Normal([16, 56, 56, Channels], 1);
        _input.RequiresGrad = true;
        _gradient = RandomData.Normal([16, 28, 28, Channels], 2);
    }

    [Benchmark]
    public void MaxPool()
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        Ops.MaxPool2D(_input, s_options);
    }

    [Benchmark]
    public void MaxPoolAndGradient()
    {
        _input.ZeroGrad();
        using StepScope scope = StepScope.Begin();
        Ops.MaxPool2D(_input, s_options).Backward(_gradient);
    }
}
