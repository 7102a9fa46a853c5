using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Micro;

public class OptimizerBenchmarks
{
    private Tensor _parameter = null!, _gradient = null!, _mean = null!, _variance = null!;

    [Params(1 << 14, 1 << 20)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _parameter = RandomData.Normal([Count], 1);
        _gradient = RandomData.Normal([Count], 2);
        _mean = Tensor.Zeros([Count]);
        _variance = Tensor.Zeros([Count]);
    }

    [Benchmark]
    public void SgdMomentum() =>
        OptimizerKernels.SgdStep(new ParameterStep(_parameter, _gradient) { Step = 2 }, _mean, new SgdStepOptions { LearningRate = 1e-3f, Momentum = 0.9f });

    [Benchmark]
    public void Adam() =>
        OptimizerKernels.AdamStep(new ParameterStep(_parameter, _gradient), _mean, _variance, null, new AdamStepOptions { LearningRate = 1e-3f });
}
