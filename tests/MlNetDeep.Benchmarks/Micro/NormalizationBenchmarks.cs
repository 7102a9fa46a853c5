using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Micro;

public class NormalizationBenchmarks
{
    private static readonly BatchNormOptions s_options = new() { Training = true, Activation = FusedActivation.Relu };
    private Tensor _input = null!, _gradient = null!, _gamma = null!, _beta = null!, _mean = null!, _variance = null!;

    [Params(16, 64)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _input = RandomData.Normal([64, 32, 32, Channels], 1);
        _gradient = RandomData.Normal([64, 32, 32, Channels], 2);
        _gamma = Tensor.Ones([Channels]);
        _beta = Tensor.Zeros([Channels]);
        _mean = Tensor.Zeros([Channels]);
        _variance = Tensor.Ones([Channels]);
        _input.RequiresGrad = _gamma.RequiresGrad = _beta.RequiresGrad = true;
    }

    [Benchmark]
    public void BatchNorm()
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        Ops.BatchNorm(_input, _gamma, _beta, _mean, _variance, s_options);
    }

    [Benchmark]
    public void BatchNormAndGradient()
    {
        foreach (Tensor tensor in (ReadOnlySpan<Tensor>)[_input, _gamma, _beta])
            tensor.ZeroGrad();
        using StepScope scope = StepScope.Begin();
        Ops.BatchNorm(_input, _gamma, _beta, _mean, _variance, s_options).Backward(_gradient);
    }

    [Benchmark]
    public void Softmax()
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        Ops.Softmax(_input);
    }
}
