using BenchmarkDotNet.Attributes;
using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Micro;

public class ConvolutionBenchmarks
{
    private ConvolutionPasses _passes = null!;

    [ParamsSource(nameof(Layers))]
    public string Layer { get; set; } = "";

    public static IEnumerable<string> Layers => s_layers.Select(layer => layer.Name);

    [GlobalSetup]
    public void Setup() => _passes = new ConvolutionPasses(s_layers.Single(layer => layer.Name == Layer));

    [GlobalCleanup]
    public void Cleanup() => _passes.Free();

    [Benchmark]
    public void Forward() => _passes.Forward();

    [Benchmark]
    public void InputGradient() => _passes.InputGradient();

    [Benchmark]
    public void WeightGradient() => _passes.WeightGradient();

    private static readonly ConvolutionLayer[] s_layers =
    [
        new("3->64 @64 7x7 /2", 16, 64, 3, 64, 7, 2),
        new("64->64 @28 3x3", 16, 28, 64, 64, 3),
        new("64->128 @28 1x1", 16, 28, 64, 128, 1),
        new("64 @28 3x3 depthwise", 16, 28, 64, 64, 3, 1, 64),
    ];
}
