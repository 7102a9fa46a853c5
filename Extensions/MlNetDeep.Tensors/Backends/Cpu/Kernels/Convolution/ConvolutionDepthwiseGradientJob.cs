using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The gradients of the weights and of the bias of a depthwise convolution.</summary>
/// <remarks>
/// Layout: vectors along the channels. The pixels are cut into shares, whose number follows from the sizes alone; each
/// share has a result of its own, and these are added in the order of the shares. A share takes 16 pixels at a time and
/// adds them to its result: 4 taps x 1 vector, 4 sums and 1 vector of the gradient. The result holds, for each vector
/// of channels, one vector per tap and one for the bias; the last vector overlaps the one before it. Loop order:
/// shares, 16 pixels, vectors of channels, 4 taps, pixels.
/// </remarks>
internal unsafe struct ConvolutionDepthwiseGradientJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int SharePixels = 512;
    private const int MaxShares = 16;
    private const int TileTaps = 4;
    private const double GrainFlops = 2e5;

    private readonly ConvolutionPass _pass;
    private readonly ConvolutionGrid _grid;
    private readonly int _shares;
    private readonly int _shareNumbers;
    private readonly float* _partials;

    private ConvolutionDepthwiseGradientJob(in ConvolutionPass pass)
    {
        _pass = pass;
        _grid = new ConvolutionGrid(pass, cut: false, ConvolutionAddresses.TapStride, fixedPixels: 0, leastPixels: 0);
        _shares = Math.Clamp(pass.Pixels / SharePixels, 1, MaxShares);
        _shareNumbers = Vectors * VectorNumbers;
        _partials = Scratch.Floats(ScratchSlot.Partials, _shares * _shareNumbers);
    }

    private readonly int Vectors => (_pass.K + TSimd.Lanes - 1) / TSimd.Lanes;

    private readonly int VectorNumbers => (_pass.Taps + 1) * TSimd.Lanes;

    public static void Run(in ConvolutionPass pass)
    {
        ConvolutionDepthwiseGradientJob<TVector, TSimd> job = new(pass);
        WorkerPool.Run(job._shares, ref job, alone: 2.0 * pass.Pixels * pass.Taps * pass.K < 2 * GrainFlops);
        for (int vector = 0; vector < job.Vectors; vector++)
        {
            for (int tap = 0; tap < pass.Taps; tap++)
                job.AddShares(vector, tap, pass.Weight + ((nint)tap * pass.K));
            if (pass.Bias != null)
                job.AddShares(vector, pass.Taps, pass.Bias);
        }
    }

    public readonly void Execute(int block)
    {
        const int stride = ConvolutionAddresses.TapStride;
        float** sources = Scratch.Pointers(ScratchSlot.InputPointers, _pass.Taps * stride);
        float** destinations = stackalloc float*[stride];
        float* zeros = Scratch.Floats(ScratchSlot.ZeroRow, _pass.K);
        new Span<float>(zeros, _pass.K).Clear();
        float* result = _partials + ((nint)block * _shareNumbers);
        new Span<float>(result, _shareNumbers).Clear();
        int start = (int)((long)_pass.Pixels * block / _shares);
        int end = (int)((long)_pass.Pixels * (block + 1) / _shares);
        for (int first = start; first < end; first += stride)
        {
            int pixels = Math.Min(stride, end - first);
            ConvolutionAddresses.Write(_pass, _grid.Rectangles, _grid.Segments[0], first, pixels, zeros, sources, stride, destinations);
            for (int vector = 0; vector < Vectors; vector++)
                Multiply(pixels, Channel(vector), sources, destinations, result + (vector * VectorNumbers));
        }
    }

    private readonly int Channel(int vector) => Math.Min(vector * TSimd.Lanes, _pass.K - TSimd.Lanes);

    private readonly void AddShares(int vector, int tap, float* result)
        => ConvolutionShares.Add<TVector, TSimd>(
            _partials + (vector * VectorNumbers) + (tap * TSimd.Lanes), _shares, _shareNumbers, TSimd.Lanes,
            result + Channel(vector));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(int pixels, int channel, float** sources, float** gradients, float* result)
    {
        const int stride = ConvolutionAddresses.TapStride;
        int taps = _pass.Taps;
        int tap = 0;
        for (; tap + TileTaps <= taps; tap += TileTaps)
        {
            float* sums = result + (tap * TSimd.Lanes);
            TVector a = TSimd.Load(sums), b = TSimd.Load(sums + TSimd.Lanes);
            TVector c = TSimd.Load(sums + (2 * TSimd.Lanes)), d = TSimd.Load(sums + (3 * TSimd.Lanes));
            float** tapSources = sources + (tap * stride);
            for (int i = 0; i < pixels; i++)
            {
                TVector gradient = TSimd.Load(gradients[i] + channel);
                a = TSimd.MultiplyAdd(TSimd.Load(tapSources[i] + channel), gradient, a);
                b = TSimd.MultiplyAdd(TSimd.Load(tapSources[i + stride] + channel), gradient, b);
                c = TSimd.MultiplyAdd(TSimd.Load(tapSources[i + (2 * stride)] + channel), gradient, c);
                d = TSimd.MultiplyAdd(TSimd.Load(tapSources[i + (3 * stride)] + channel), gradient, d);
            }

            TSimd.Store(a, sums);
            TSimd.Store(b, sums + TSimd.Lanes);
            TSimd.Store(c, sums + (2 * TSimd.Lanes));
            TSimd.Store(d, sums + (3 * TSimd.Lanes));
        }

        for (; tap < taps; tap++)
        {
            float* sums = result + (tap * TSimd.Lanes);
            TVector sum = TSimd.Load(sums);
            for (int i = 0; i < pixels; i++)
                sum = TSimd.MultiplyAdd(TSimd.Load(sources[(tap * stride) + i] + channel), TSimd.Load(gradients[i] + channel), sum);
            TSimd.Store(sum, sums);
        }

        float* biasSums = result + (taps * TSimd.Lanes);
        TVector bias = TSimd.Load(biasSums);
        for (int i = 0; i < pixels; i++)
            bias = TSimd.Add(bias, TSimd.Load(gradients[i] + channel));
        TSimd.Store(bias, biasSums);
    }
}
