using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The passes of <see cref="BatchNormKernels"/> over one block of rows, for at least one vector of channels.</summary>
/// <remarks>
/// Channels are walked one vector at a time, whose constants stay in registers, and for each all rows of the block, two at a time so
/// that sums have two chains. The last vector overlaps the one before it and computes the same bits once more. The scalar twin is
/// <see cref="ScalarBatchNorm"/>.
/// </remarks>
internal readonly unsafe struct BatchNormPasses<TVector, TSimd>(BatchNormArguments arguments) : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private readonly BatchNormArguments _arguments = arguments;

    public void Execute(int block)
    {
        int channels = _arguments.Channels, first = block * _arguments.BlockRows, rows = Math.Min(_arguments.BlockRows, _arguments.Rows - first);
        nint start = (nint)first * channels;
        for (int c = 0; c < channels; c += TSimd.Lanes)
        {
            int channel = Math.Min(c, channels - TSimd.Lanes);
            nint partial = ((nint)block * channels) + channel;
            switch (_arguments.Pass)
            {
                case BatchNormPass.Statistics: Statistics(start + channel, rows, partial); break;
                case BatchNormPass.Normalize: Normalize(start + channel, rows, channel); break;
                case BatchNormPass.GradientSums: GradientSums(start + channel, rows, channel, partial); break;
                default: InputGradient(start + channel, rows, channel); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Statistics(nint start, int rows, nint partial)
    {
        nint step = _arguments.Channels;
        float* x = _arguments.X + start;
        TVector a = TSimd.Zero, b = TSimd.Zero;
        int row = 0;
        for (; row + 2 <= rows; row += 2, x += 2 * step)
        {
            a = TSimd.Add(a, TSimd.Load(x));
            b = TSimd.Add(b, TSimd.Load(x + step));
        }
        if (row < rows) a = TSimd.Add(a, TSimd.Load(x));
        TVector mean = TSimd.MultiplyAdd(TSimd.Add(a, b), TSimd.Broadcast(1f / rows), TSimd.Zero);
        TSimd.Store(mean, _arguments.First + partial);

        x = _arguments.X + start;
        a = b = TSimd.Zero;
        for (row = 0; row + 2 <= rows; row += 2, x += 2 * step)
        {
            TVector d = TSimd.Subtract(TSimd.Load(x), mean), e = TSimd.Subtract(TSimd.Load(x + step), mean);
            a = TSimd.MultiplyAdd(d, d, a);
            b = TSimd.MultiplyAdd(e, e, b);
        }
        if (row < rows)
        {
            TVector d = TSimd.Subtract(TSimd.Load(x), mean);
            a = TSimd.MultiplyAdd(d, d, a);
        }
        TSimd.Store(TSimd.Add(a, b), _arguments.Second + partial);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalize(nint start, int rows, int channel)
    {
        nint step = _arguments.Channels;
        float* x = _arguments.X + start, y = _arguments.Result + start;
        TVector mean = TSimd.Load(_arguments.Mean + channel), scale = TSimd.Load(_arguments.Scale + channel), beta = TSimd.Load(_arguments.Beta + channel);
        if (_arguments.Relu)
        {
            for (int row = 0; row < rows; row++, x += step, y += step)
                TSimd.Store(TSimd.Relu(TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(x), mean), scale, beta)), y);
            return;
        }
        for (int row = 0; row < rows; row++, x += step, y += step)
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(x), mean), scale, beta), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GradientSums(nint start, int rows, int channel, nint partial)
    {
        nint step = _arguments.Channels;
        bool relu = _arguments.Relu;
        float* x = _arguments.X + start, dy = _arguments.OutGradient + start;
        TVector mean = TSimd.Load(_arguments.Mean + channel), scale = TSimd.Load(_arguments.Scale + channel), beta = TSimd.Load(_arguments.Beta + channel);
        TVector sumA = TSimd.Zero, sumB = TSimd.Zero, productA = TSimd.Zero, productB = TSimd.Zero;
        int row = 0;
        for (; row + 2 <= rows; row += 2, x += 2 * step, dy += 2 * step)
        {
            TVector d = TSimd.Subtract(TSimd.Load(x), mean), e = TSimd.Subtract(TSimd.Load(x + step), mean), g = TSimd.Load(dy), h = TSimd.Load(dy + step);
            if (relu)
            {
                g = TSimd.WherePositive(TSimd.MultiplyAdd(d, scale, beta), g);
                h = TSimd.WherePositive(TSimd.MultiplyAdd(e, scale, beta), h);
            }
            sumA = TSimd.Add(sumA, g);
            sumB = TSimd.Add(sumB, h);
            productA = TSimd.MultiplyAdd(g, d, productA);
            productB = TSimd.MultiplyAdd(h, e, productB);
        }
        if (row < rows)
        {
            TVector d = TSimd.Subtract(TSimd.Load(x), mean), g = TSimd.Load(dy);
            if (relu) g = TSimd.WherePositive(TSimd.MultiplyAdd(d, scale, beta), g);
            sumA = TSimd.Add(sumA, g);
            productA = TSimd.MultiplyAdd(g, d, productA);
        }
        TSimd.Store(TSimd.Add(sumA, sumB), _arguments.First + partial);
        TSimd.Store(TSimd.Add(productA, productB), _arguments.Second + partial);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InputGradient(nint start, int rows, int channel)
    {
        nint step = _arguments.Channels;
        bool relu = _arguments.Relu;
        float* x = _arguments.X + start, dy = _arguments.OutGradient + start, dx = _arguments.Result + start;
        TVector mean = TSimd.Load(_arguments.Mean + channel), scale = TSimd.Load(_arguments.Scale + channel), beta = TSimd.Load(_arguments.Beta + channel);
        TVector slope = TSimd.Load(_arguments.First + channel), shift = TSimd.Load(_arguments.Second + channel);
        for (int row = 0; row < rows; row++, x += step, dy += step, dx += step)
        {
            TVector d = TSimd.Subtract(TSimd.Load(x), mean), g = TSimd.Load(dy);
            if (relu) g = TSimd.WherePositive(TSimd.MultiplyAdd(d, scale, beta), g);
            TSimd.Store(TSimd.MultiplyAdd(g, scale, TSimd.MultiplyAdd(d, slope, shift)), dx);
        }
    }
}
