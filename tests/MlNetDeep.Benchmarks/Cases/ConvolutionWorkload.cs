using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>The three passes of the convolution layers of well-known networks, each pass alone, result allocated.</summary>
internal sealed class ConvolutionWorkload : Workload
{
    private const string Forward = "forward", InputGradient = "input gradient", WeightGradient = "weight gradient";

    private readonly Dictionary<string, (ConvolutionLayer Layer, string Pass)> _passes = [];

    public ConvolutionWorkload()
    {
        var cases = new List<BenchmarkCase>();
        foreach ((string network, ConvolutionLayer layer) in NetworkConvolutions.All)
        {
            foreach (string pass in (string[])[Forward, InputGradient, WeightGradient])
            {
                string name = $"conv {network} {layer.Name} b{layer.Batch} {pass}";
                _passes[name] = (layer, pass);
                cases.Add(new BenchmarkCase(name, layer.Geometry.Flops / 1e9, "GFLOP/s", 1.2, new()
                {
                    ["pass"] = pass,
                    ["batch"] = layer.Batch,
                    ["size"] = layer.Size,
                    ["inputs"] = layer.C,
                    ["outputs"] = layer.K,
                    ["kernel"] = layer.Kernel,
                    ["stride"] = layer.Stride,
                }));
            }
        }

        Cases = cases;
    }

    public override string Name => "conv";

    public override string PeerFunction => "convolution";

    public override Effort Effort => Effort.Operation;

    public override IReadOnlyList<BenchmarkCase> Cases { get; }

    public override IReadOnlyList<Peer> Peers { get; } = [Peer.PyTorch("PyTorch", "contiguous", "channels_last")];

    public override double Measure(BenchmarkCase benchmarkCase, Effort effort)
    {
        (ConvolutionLayer layer, string pass) = _passes[benchmarkCase.Name];
        if (effort == Effort.Smoke)
            layer = layer with { Batch = 1 };
        var g = layer.Geometry;
        Shape inputShape = [g.N, g.H, g.W, g.C], outputShape = [g.N, g.OutH, g.OutW, g.K], weightShape = [g.KernelH, g.KernelW, g.C, g.K];
        Tensor weight = RandomData.Normal(weightShape, 2);
        Tensor input = RandomData.Normal(inputShape, 1), output = RandomData.Normal(outputShape, 3);
        double seconds = Timing.Median(effort, () =>
        {
            using StepScope scope = StepScope.Begin();
            switch (pass)
            {
                case Forward:
                    Backend.Current.Convolution2D(g, input.Storage, weight.Storage, false, null, null, FusedActivation.None, Tensor.Uninitialized(outputShape).Storage);
                    break;
                case InputGradient:
                    Backend.Current.Convolution2DInputGradient(g, output.Storage, weight.Storage, Tensor.Uninitialized(inputShape).Storage);
                    break;
                default:
                    Backend.Current.Convolution2DWeightGradient(g, input.Storage, output.Storage, Tensor.Uninitialized(weightShape).Storage, null);
                    break;
            }
        });
        foreach (Tensor tensor in (Tensor[])[weight, input, output])
            tensor.Free();
        Backend.Current.ReleaseUnusedMemory();
        return seconds;
    }
}
