using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The scalar twin of <see cref="BatchNormPasses{TVector, TSimd}"/>, for fewer channels than the smallest vector has lanes.</summary>
internal readonly unsafe struct ScalarBatchNorm(BatchNormArguments arguments) : IBlockJob
{
    private readonly BatchNormArguments _arguments = arguments;

    public void Execute(int block)
    {
        int channels = _arguments.Channels, first = block * _arguments.BlockRows, rows = Math.Min(_arguments.BlockRows, _arguments.Rows - first);
        for (int c = 0; c < channels; c++)
        {
            long start = ((long)first * channels) + c, end = start + ((long)rows * channels), partial = ((long)block * channels) + c;
            switch (_arguments.Pass)
            {
                case BatchNormPass.Statistics: Statistics(start, end, rows, partial); break;
                case BatchNormPass.Normalize: Normalize(start, end, c); break;
                case BatchNormPass.GradientSums: GradientSums(start, end, c, partial); break;
                default: InputGradient(start, end, c); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Statistics(long start, long end, int rows, long partial)
    {
        float* x = _arguments.X;
        float sum = 0, squares = 0;
        for (long i = start; i < end; i += _arguments.Channels) sum += x[i];
        float mean = sum * (1f / rows);
        for (long i = start; i < end; i += _arguments.Channels) squares += (x[i] - mean) * (x[i] - mean);
        _arguments.First[partial] = mean;
        _arguments.Second[partial] = squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalize(long start, long end, int channel)
    {
        // A floor of minus infinity leaves every number, and a NaN, as it is.
        float floor = _arguments.Relu ? 0 : float.NegativeInfinity;
        for (long i = start; i < end; i += _arguments.Channels) _arguments.Result[i] = MathF.Max(Before(i, channel), floor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GradientSums(long start, long end, int channel, long partial)
    {
        float sum = 0, product = 0;
        for (long i = start; i < end; i += _arguments.Channels)
        {
            float g = Passed(i, channel);
            sum += g;
            product += g * (_arguments.X[i] - _arguments.Mean[channel]);
        }
        _arguments.First[partial] = sum;
        _arguments.Second[partial] = product;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InputGradient(long start, long end, int channel)
    {
        float mean = _arguments.Mean[channel], scale = _arguments.Scale[channel], slope = _arguments.First[channel], shift = _arguments.Second[channel];
        for (long i = start; i < end; i += _arguments.Channels)
            _arguments.Result[i] = (Passed(i, channel) * scale) + ((_arguments.X[i] - mean) * slope) + shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Before(long i, int channel) => ((_arguments.X[i] - _arguments.Mean[channel]) * _arguments.Scale[channel]) + _arguments.Beta[channel];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Passed(long i, int channel) => _arguments.Relu && Before(i, channel) <= 0 ? 0 : _arguments.OutGradient[i];
}
