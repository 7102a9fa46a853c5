using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A pass of a depthwise convolution: each channel has its own kernel.</summary>
/// <remarks>
/// Layout: vectors along the channels, for source, weights and destination alike. A tile is 4 pixels x 1 vector: 4
/// sums, 1 vector of weights; the memory, not the arithmetic, limits it. The last vector overlaps the one before it.
/// Loop order: blocks of pixels, up to 16 pixels, vectors of channels, 4 pixels, taps.
/// </remarks>
internal unsafe struct ConvolutionDepthwiseJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int BlockTiles = 32;
    private const int TilePixels = 4;
    private const double GrainFlops = 2e5;

    private readonly ConvolutionPass _pass;
    private readonly ConvolutionGrid _grid;

    private ConvolutionDepthwiseJob(in ConvolutionPass pass)
    {
        _pass = pass;
        _grid = new ConvolutionGrid(pass, cut: true, ConvolutionAddresses.TapStride, fixedPixels: 0, TilePixels);
    }

    /// <summary>Whether the pass is depthwise and wide enough for a vector.</summary>
    public static bool Suits(in ConvolutionPass pass)
        => pass.GroupC == 1 && pass.GroupK == 1 && pass.K >= TSimd.Lanes && pass.Groups > 1;

    public static void Run(in ConvolutionPass pass)
    {
        ConvolutionDepthwiseJob<TVector, TSimd> job = new(pass);
        WorkerPool.Run(Blocks.Count(job._grid.Tiles, BlockTiles), ref job, alone: 2.0 * pass.Pixels * pass.Taps * pass.K < 2 * GrainFlops);
    }

    public readonly void Execute(int block)
    {
        const int stride = ConvolutionAddresses.TapStride;
        float** sources = Scratch.Pointers(ScratchSlot.InputPointers, Math.Max(1, _pass.Taps) * stride);
        float** destinations = stackalloc float*[stride];
        float* zeros = Scratch.Floats(ScratchSlot.ZeroRow, _pass.K);
        new Span<float>(zeros, _pass.K).Clear();
        int end = Math.Min(_grid.Tiles, (block + 1) * BlockTiles), number = _grid.SegmentOf(block * BlockTiles);
        for (int tile = block * BlockTiles; tile < end; tile++)
        {
            while (_grid.Segments[number].FirstTile + _grid.Segments[number].Tiles <= tile)
                number++;
            ref readonly ConvolutionSegment segment = ref _grid.Segments[number];
            int first = segment.FirstPixel(tile - segment.FirstTile);
            int pixels = segment.FirstPixel(tile - segment.FirstTile + 1) - first;
            ConvolutionAddresses.Write(_pass, _grid.Rectangles, segment, first, pixels, zeros, sources, stride, destinations);
            for (int c = 0; c < _pass.K; c += TSimd.Lanes)
                Multiply(segment, pixels, Math.Min(c, _pass.K - TSimd.Lanes), sources, destinations);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(in ConvolutionSegment segment, int pixels, int channel, float** sources, float** destinations)
    {
        TVector bias = _pass.Bias == null ? TSimd.Zero : TSimd.Load(_pass.Bias + channel);
        float* weight = _pass.Weight + channel;
        int taps = segment.Taps;
        int* tapNumbers = segment.TapNumbers;
        nint weightStride = _pass.K;
        ConvolutionTap* tapList = _pass.TapList;
        nint residual = _pass.ResidualOffset;
        bool relu = _pass.Relu;
        int i = 0;
        for (; i + TilePixels <= pixels; i += TilePixels)
        {
            TVector a = bias, b = bias, c = bias, d = bias;
            float** tapSources = sources + i;
            for (int t = 0; t < taps; t++)
            {
                TVector w = TSimd.Load(weight + (tapList[tapNumbers[t]].Weights * weightStride));
                a = TSimd.MultiplyAdd(TSimd.Load(tapSources[0] + channel), w, a);
                b = TSimd.MultiplyAdd(TSimd.Load(tapSources[1] + channel), w, b);
                c = TSimd.MultiplyAdd(TSimd.Load(tapSources[2] + channel), w, c);
                d = TSimd.MultiplyAdd(TSimd.Load(tapSources[3] + channel), w, d);
                tapSources += ConvolutionAddresses.TapStride;
            }

            Store(a, destinations[i] + channel, residual, relu);
            Store(b, destinations[i + 1] + channel, residual, relu);
            Store(c, destinations[i + 2] + channel, residual, relu);
            Store(d, destinations[i + 3] + channel, residual, relu);
        }

        for (; i < pixels; i++)
        {
            TVector sum = bias;
            float** tapSources = sources + i;
            for (int t = 0; t < taps; t++)
            {
                TVector w = TSimd.Load(weight + (tapList[tapNumbers[t]].Weights * weightStride));
                sum = TSimd.MultiplyAdd(TSimd.Load(tapSources[0] + channel), w, sum);
                tapSources += ConvolutionAddresses.TapStride;
            }

            Store(sum, destinations[i] + channel, residual, relu);
        }
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector sum, float* destination, nint residual, bool relu)
    {
        if (residual != 0)
            sum = TSimd.Add(sum, TSimd.Load(destination + residual));
        TSimd.Store(relu ? TSimd.Relu(sum) : sum, destination);
    }
}
