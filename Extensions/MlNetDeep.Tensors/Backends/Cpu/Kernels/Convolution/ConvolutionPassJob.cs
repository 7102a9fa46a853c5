using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Computes a <see cref="ConvolutionPass"/> block by block: implicit matrix product with register tiles of
/// pixels x output channels.</summary>
/// <remarks>
/// A block is a range of tiles of pixels and a range of panels of output channels. It writes the addresses of its pixels once, then
/// takes each panel in parts of the sum (at most 80 KB of weights, in the second-level cache) and runs all tiles over it. A part is
/// some channels of as many taps as fit, so that the channels of neighbouring pixels stay in the cache for all taps. The blocks share
/// packed weights; where one block reads a panel alone it packs it part by part, while the caches hold it. Loop order: panels, parts,
/// tiles.
/// </remarks>
internal unsafe struct ConvolutionPassJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int BlockTilePixels = 336;

    /// <summary>Tiles of a block that packs its panels itself: few enough for their source to stay in the caches.</summary>
    private const int PackingTiles = 64;

    /// <summary>Pairs of tile and tap whose addresses a block writes at most: kernels as large as their image stay
    /// within half a megabyte.</summary>
    private const int BlockAddresses = 4096;

    /// <summary>A tile takes as long as one of five pixels, the latency of its sums, and little more per tap.</summary>
    private const int LeastTilePixels = 5;

    private const int WantedBlocks = 16;
    private const int LineNumbers = 16;
    private const double GrainFlops = 1e6;

    private readonly ConvolutionPass _pass;
    private readonly ConvolutionWeights<TVector, TSimd> _weights;
    private readonly ConvolutionGrid _grid;
    private readonly int _tileBlocks;
    private readonly int _panelBlocks;
    private readonly bool _shared;
    private float* _panels;

    private ConvolutionPassJob(in ConvolutionPass pass)
    {
        _pass = pass;
        _weights = new ConvolutionWeights<TVector, TSimd>(pass);
        _grid = new ConvolutionGrid(pass, cut: !_weights.Patches, TSimd.TileRows, fixedPixels: 0, LeastTilePixels);
        int most = Math.Max(1, BlockAddresses / Math.Max(1, _weights.Taps));
        _shared = pass.Packed || _weights.Direct || _weights.Panels < WantedBlocks / 2 || _grid.Tiles > Math.Min(most, PackingTiles);
        _tileBlocks = _shared ? Blocks.Count(_grid.Tiles, Math.Min(most, BlockTilePixels / TSimd.TileRows)) : 1;
        _panelBlocks = Math.Clamp(WantedBlocks / _tileBlocks, 1, _weights.Panels);
        _panels = pass.Weight;
    }

    /// <summary>Numbers of the packed weights; 0 where the pass reads the weights as they are.</summary>
    public static int PackedCount(in ConvolutionPass pass)
    {
        ConvolutionWeights<TVector, TSimd> weights = new(pass);
        return weights.Direct || ConvolutionDepthwiseJob<TVector, TSimd>.Suits(pass) ? 0 : weights.Count;
    }

    public static void Run(in ConvolutionPass pass)
    {
        if (pass.Pixels == 0 || pass.DestinationGroupC == 0)
            return;

        if (ConvolutionDepthwiseJob<TVector, TSimd>.Suits(pass))
        {
            ConvolutionDepthwiseJob<TVector, TSimd>.Run(pass);
            return;
        }

        ConvolutionPassJob<TVector, TSimd> job = new(pass);
        if (job._shared && !pass.Packed && !job._weights.Direct)
        {
            job._panels = Scratch.Floats(ScratchSlot.PackedWeights, job._weights.Count);
            ConvolutionWeights<TVector, TSimd>.Pack(pass, job._panels);
        }

        double flops = 2.0 * pass.Pixels * pass.Taps * pass.SourceC * pass.DestinationGroupC;
        WorkerPool.Run(job._tileBlocks * job._panelBlocks, ref job, alone: flops < 2 * GrainFlops);
    }

    /// <summary>Computes a pass with packed weights within a block of another job.</summary>
    public static void RunAlone(in ConvolutionPass pass)
    {
        ConvolutionPassJob<TVector, TSimd> job = new(pass);
        for (int block = 0; block < job._tileBlocks * job._panelBlocks; block++)
            job.Execute(block);
    }

    public readonly void Execute(int block)
    {
        int panelBlock = block % _panelBlocks, tileBlock = block / _panelBlocks;
        int firstTile = (int)((long)_grid.Tiles * tileBlock / _tileBlocks);
        int count = (int)((long)_grid.Tiles * (tileBlock + 1) / _tileBlocks) - firstTile;
        int tileAddresses = Math.Max(_weights.Taps, 1) * ConvolutionAddresses.TapStride;
        ConvolutionTile* tiles = Scratch.Values<ConvolutionTile>(ScratchSlot.Tiles, count);
        float** sources = Scratch.Pointers(ScratchSlot.InputPointers, count * tileAddresses);
        float** destinations = Scratch.Pointers(ScratchSlot.OutputPointers, count * ConvolutionAddresses.TapStride);
        WriteTiles(firstTile, count, tiles, sources, tileAddresses, destinations);

        int firstPanel = (int)((long)_weights.Panels * panelBlock / _panelBlocks);
        int endPanel = (int)((long)_weights.Panels * (panelBlock + 1) / _panelBlocks);
        for (int panel = firstPanel; panel < endPanel; panel++)
            MultiplyPanel(panel, tiles, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void WriteTiles(
        int firstTile, int count, ConvolutionTile* tiles, float** sources, int tileAddresses, float** destinations)
    {
        float* zeros = Scratch.Floats(ScratchSlot.ZeroRow, _pass.SourceC);
        new Span<float>(zeros, _pass.SourceC).Clear();
        int number = _grid.SegmentOf(firstTile);
        for (int i = 0; i < count; i++)
        {
            while (_grid.Segments[number].FirstTile + _grid.Segments[number].Tiles <= firstTile + i)
                number++;
            ref readonly ConvolutionSegment segment = ref _grid.Segments[number];
            int tile = firstTile + i - segment.FirstTile;
            int first = segment.FirstPixel(tile);
            tiles[i] = new ConvolutionTile
            {
                Sources = sources,
                Destinations = destinations,
                Pixels = segment.FirstPixel(tile + 1) - first,
                TapNumbers = segment.TapNumbers,
                Taps = Math.Min(segment.Taps, _weights.Taps),
            };
            if (!_weights.Patches)
            {
                ConvolutionAddresses.Write(
                    _pass, _grid.Rectangles, segment, first, tiles[i].Pixels, zeros, sources, ConvolutionAddresses.TapStride, destinations);
            }

            sources += tileAddresses;
            destinations += ConvolutionAddresses.TapStride;
        }

        if (_weights.Patches)
            CopyPatches(firstTile, count, tiles);
    }

    /// <summary>Copies the patch of each pixel; its address is the only one that the pixel's tile needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CopyPatches(int firstTile, int count, ConvolutionTile* tiles)
    {
        int firstPixel = _grid.Segments[0].FirstPixel(firstTile), pixels = _grid.Segments[0].FirstPixel(firstTile + count) - firstPixel;
        int stride = ConvolutionPatches.Stride<TVector, TSimd>(_pass);
        float* patch = Scratch.Floats(ScratchSlot.Rows, pixels * stride);
        ConvolutionPatches.Copy<TVector, TSimd>(_pass, firstPixel, pixels, patch);
        float* destination = _pass.Destination + ((nint)firstPixel * _pass.DestinationC);
        for (int tile = 0; tile < count; tile++)
        {
            for (int i = 0; i < tiles[tile].Pixels; i++)
            {
                tiles[tile].Sources[i] = patch;
                tiles[tile].Destinations[i] = destination;
                patch += stride;
                destination += _pass.DestinationC;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void MultiplyPanel(int panel, ConvolutionTile* tiles, int count)
    {
        int taps = _weights.Taps, channels = _weights.Channels, columns = _weights.Columns(panel), width = _weights.Width(panel);
        int partChannels = _weights.PartChannels, partTaps = _weights.PartTaps;
        nint firstChannel = (nint)_weights.Group(panel) * _pass.SourceGroupC;
        GemmTileArguments arguments = new()
        {
            TapStride = ConvolutionAddresses.TapStride,
            PanelStride = width,
            Column = ((nint)_weights.Group(panel) * _pass.DestinationGroupC) + _weights.Column(panel),
            Columns = columns,
        };
        float* bias = _pass.Bias == null ? null : GemmPacking.PadBias(_pass.Bias + arguments.Column, columns, width);
        float* packed = _shared ? null : Scratch.Floats(ScratchSlot.Panel, partTaps * partChannels * width);
        for (int channel = 0; channel == 0 || channel < channels; channel += partChannels)
        {
            int channelsNow = Math.Min(partChannels, channels - channel);
            for (int tap = 0; tap == 0 || tap < taps; tap += partTaps)
            {
                int endTap = Math.Min(tap + partTaps, taps);
                bool last = endTap >= taps && channel + partChannels >= channels;
                arguments.TapPanelStride = (nint)channelsNow * width;
                if (_weights.Direct)
                {
                    arguments.Panel = _panels + ((nint)channel * width);
                    arguments.TapPanelStride = (nint)channels * width;
                }
                else if (_shared)
                {
                    arguments.Panel = _panels + (panel * _weights.PanelNumbers) + ((nint)channel * taps * width);
                    arguments.Prefetch = arguments.Panel + (endTap * arguments.TapPanelStride);
                }
                else
                {
                    arguments.Panel = packed - (tap * arguments.TapPanelStride);
                    for (int t = tap; t < endTap; t++)
                        _weights.Pack(panel, t, channel, channelsNow, arguments.Panel + (t * arguments.TapPanelStride));
                }

                arguments.First = firstChannel + channel;
                arguments.Count = channelsNow;
                arguments.Accumulate = tap > 0 || channel > 0;
                arguments.Bias = last ? bias : null;
                arguments.Residual = last ? _pass.ResidualOffset : 0;
                arguments.Relu = last && _pass.Relu;
                MultiplyTiles(tap, endTap, tiles, count, ref arguments);
            }
        }
    }

    /// <summary>Runs all tiles over the taps from <paramref name="tap"/> to <paramref name="endTap"/> that reach them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTiles(int tap, int endTap, ConvolutionTile* tiles, int count, ref GemmTileArguments arguments)
    {
        // The weights of the next part follow those of this one; the first tiles ask for them.
        float* endPrefetch = arguments.Prefetch + ((endTap - tap) * arguments.TapPanelStride);
        for (ConvolutionTile* tile = tiles; tile < tiles + count; tile++)
        {
            int first = 0, end = tile->Taps;
            while (first < end && tile->TapNumbers[first] < tap)
                first++;
            while (end > first && tile->TapNumbers[end - 1] >= endTap)
                end--;
            arguments.Left = tile->Sources + ((nint)first * ConvolutionAddresses.TapStride);
            arguments.Outputs = tile->Destinations;
            arguments.TapNumbers = tile->TapNumbers + first;
            arguments.Taps = end - first;
            arguments.PrefetchStep = arguments.Prefetch != null && arguments.Prefetch < endPrefetch ? LineNumbers : 0;
            GemmTiles.MultiplyRows<TVector, TSimd>(tile->Pixels, ref arguments);
            arguments.Prefetch += arguments.PrefetchStep * arguments.Taps * arguments.Count;
        }
    }
}
