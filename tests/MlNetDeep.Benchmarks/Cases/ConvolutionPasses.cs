using MlNetDeep.Tensors;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>The three passes of a convolution layer, each into memory of its own as in training.</summary>
internal sealed class ConvolutionPasses
{
    private readonly Convolution2DGeometry _geometry;
    private readonly Shape _inputShape, _outputShape, _weightShape;
    private readonly Tensor _input, _output, _weight;

    public ConvolutionPasses(ConvolutionLayer layer)
    {
        Convolution2DGeometry g = _geometry = layer.Geometry;
        _inputShape = [g.N, g.H, g.W, g.C];
        _outputShape = [g.N, g.OutH, g.OutW, g.K];
        _weightShape = [g.KernelH, g.KernelW, g.GroupC, g.K];
        _input = RandomData.Normal(_inputShape, 1);
        _weight = RandomData.Normal(_weightShape, 2);
        _output = RandomData.Normal(_outputShape, 3);
    }

    public void Forward()
    {
        using StepScope scope = StepScope.Begin();
        Backend.Current.Convolution2D(_geometry, _input.Storage, _weight.Storage, false, null, null, FusedActivation.None, Tensor.Uninitialized(_outputShape).Storage);
    }

    public void InputGradient()
    {
        using StepScope scope = StepScope.Begin();
        Backend.Current.Convolution2DInputGradient(_geometry, _output.Storage, _weight.Storage, Tensor.Uninitialized(_inputShape).Storage);
    }

    public void WeightGradient()
    {
        using StepScope scope = StepScope.Begin();
        Backend.Current.Convolution2DWeightGradient(_geometry, _input.Storage, _output.Storage, Tensor.Uninitialized(_weightShape).Storage, null);
    }

    /// <summary>Gives the memory back.</summary>
    public void Free()
    {
        foreach (Tensor tensor in (ReadOnlySpan<Tensor>)[_input, _output, _weight])
            tensor.Free();
        // The next layer has other shapes, which these buffers would not fit.
        Backend.Current.ReleaseUnusedMemory();
    }
}
