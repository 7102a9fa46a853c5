using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Computes a <see cref="ConvolutionPass"/> block by block: implicit matrix product with register tiles of
/// pixels x output channels.</summary>
/// <remarks>
/// A block is a group of tiles of pixels and a range of panels of output channels. It writes the addresses of its
/// pixels once, then for each panel and each part of the sum packs that part of the weights (at most 80 KB, in the
/// second-level cache) and runs all tiles over it. A part of the sum is as many taps as fit, or some channels of one
/// tap. Loop order: groups, panels, parts, tiles.
/// </remarks>
internal unsafe struct ConvolutionPassJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int GroupPixels = 336;

    /// <summary>Pairs of tile and tap whose addresses a block writes at most: kernels as large as their image stay
    /// within half a megabyte.</summary>
    private const int GroupAddresses = 4096;

    private const int WantedBlocks = 16;
    private const int PartSteps = 640;
    private const double GrainFlops = 1e6;

    private readonly ConvolutionPass _pass;
    private readonly int _panels;
    private readonly int _panelBlocks;
    private readonly int _groupPixels;
    private readonly bool _patches;

    private ConvolutionPassJob(in ConvolutionPass pass)
    {
        _pass = pass;
        _panels = (pass.DestinationGroupC + PanelWidth - 1) / PanelWidth;
        _patches = ConvolutionPatches.Suit(pass);
        int tiles = (pass.Pixels + TSimd.TileRows - 1) / TSimd.TileRows;
        int groupTiles = Math.Clamp(GroupAddresses / Math.Max(1, pass.Taps), 1, GroupPixels / TSimd.TileRows);
        int groups = (tiles + groupTiles - 1) / groupTiles;
        _groupPixels = (tiles + groups - 1) / groups * TSimd.TileRows;
        PixelBlocks = (pass.Pixels + _groupPixels - 1) / _groupPixels;
        _panelBlocks = Math.Clamp(WantedBlocks / PixelBlocks, 1, _panels);
    }

    private static int PanelWidth => 2 * TSimd.Lanes;

    private int PixelBlocks { get; }

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
        int blocks = job.PixelBlocks * job._panelBlocks;
        double flops = 2.0 * pass.Pixels * pass.Taps * pass.SourceC * pass.DestinationGroupC;
        WorkerPool.Run(blocks, ref job, alone: flops < 2 * GrainFlops);
    }

    public readonly void Execute(int block)
    {
        int panelBlock = block % _panelBlocks;
        int firstPixel = block / _panelBlocks * _groupPixels;
        int pixels = Math.Min(_groupPixels, _pass.Pixels - firstPixel);
        int tiles = (pixels + TSimd.TileRows - 1) / TSimd.TileRows;
        int tileAddresses = (_patches ? 1 : Math.Max(_pass.Taps, 1)) * ConvolutionAddresses.TapStride;
        float** sources = Scratch.Pointers(ScratchSlot.InputPointers, tiles * tileAddresses);
        float** destinations = Scratch.Pointers(
            ScratchSlot.OutputPointers, (tiles * TSimd.TileRows) + ConvolutionAddresses.TapStride);
        if (_patches)
            CopyPatches(firstPixel, pixels, sources, destinations);
        else
            WriteAddresses(firstPixel, pixels, tileAddresses, sources, destinations);

        GemmTileArguments arguments = new() { TapStride = ConvolutionAddresses.TapStride };
        int firstPanel = (int)((long)_panels * panelBlock / _panelBlocks);
        int endPanel = (int)((long)_panels * (panelBlock + 1) / _panelBlocks);
        for (int group = 0; group < _pass.Groups; group++)
        {
            for (int panel = firstPanel; panel < endPanel; panel++)
                MultiplyPanel(group, panel, pixels, tileAddresses, sources, destinations, ref arguments);
        }
    }

    private readonly void WriteAddresses(
        int firstPixel, int pixels, int tileAddresses, float** sources, float** destinations)
    {
        float* zeros = Scratch.Floats(ScratchSlot.ZeroRow, _pass.SourceC);
        new Span<float>(zeros, _pass.SourceC).Clear();
        for (int first = 0; first < pixels; first += TSimd.TileRows)
        {
            ConvolutionAddresses.Write(
                _pass, firstPixel + first, Math.Min(TSimd.TileRows, pixels - first), zeros, sources,
                ConvolutionAddresses.TapStride, destinations + first);
            sources += tileAddresses;
        }
    }

    /// <summary>Copies the patch of each pixel; its address is the only one that the pixel's tile needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CopyPatches(int firstPixel, int pixels, float** sources, float** destinations)
    {
        float* patch = Scratch.Floats(ScratchSlot.Rows, ConvolutionPatches.Count<TVector, TSimd>(_pass, pixels));
        ConvolutionPatches.Copy<TVector, TSimd>(_pass, firstPixel, pixels, patch);
        int patchCount = _pass.Taps * _pass.SourceC;
        float* destination = _pass.Destination + ((nint)firstPixel * _pass.DestinationC);
        for (int first = 0; first < pixels; first += TSimd.TileRows)
        {
            int rows = Math.Min(TSimd.TileRows, pixels - first);
            for (int i = 0; i < rows; i++)
            {
                sources[i] = patch;
                destinations[first + i] = destination;
                patch += patchCount;
                destination += _pass.DestinationC;
            }

            sources += ConvolutionAddresses.TapStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void MultiplyPanel(
        int group, int panel, int pixels, int tileAddresses, float** sources, float** destinations,
        ref GemmTileArguments arguments)
    {
        int column = panel * PanelWidth;
        int columns = Math.Min(PanelWidth, _pass.DestinationGroupC - column);
        int width = columns > TSimd.Lanes ? PanelWidth : TSimd.Lanes;
        int taps = _patches ? 1 : _pass.Taps;
        int tapChannels = _patches ? _pass.Taps * _pass.SourceC : _pass.SourceGroupC;
        int partChannels = Math.Min(tapChannels, PartSteps);
        int partTaps = Math.Max(1, PartSteps / Math.Max(1, tapChannels));
        bool direct = !_pass.Transposed && _pass.Groups == 1 && _pass.K == width;
        float* packed = direct
            ? null
            : Scratch.Floats(ScratchSlot.Panel, Math.Min(partTaps, Math.Max(1, taps)) * partChannels * width);

        nint firstChannel = (nint)group * _pass.SourceGroupC;
        arguments.Columns = columns;
        arguments.Column = ((nint)group * _pass.DestinationGroupC) + column;
        float* bias = _pass.Bias == null ? null : GemmPacking.PadBias(_pass.Bias + arguments.Column, columns, width);
        for (int tap = 0; tap == 0 || tap < taps; tap += partTaps)
        {
            int tapsNow = Math.Min(partTaps, taps - tap);
            for (int channel = 0; channel == 0 || channel < tapChannels; channel += partChannels)
            {
                int channelsNow = Math.Min(partChannels, tapChannels - channel);
                bool last = tap + partTaps >= taps && channel + partChannels >= tapChannels;
                if (direct)
                {
                    arguments.Panel = _pass.Weight + ((((nint)tap * tapChannels) + channel) * _pass.K);
                }
                else
                {
                    for (int t = 0; t < tapsNow; t++)
                        Pack(group, tap + t, channel, channelsNow, column, columns, packed + ((nint)t * channelsNow * width), width);
                    arguments.Panel = packed;
                }

                arguments.PanelStride = width;
                arguments.Taps = tapsNow;
                arguments.First = firstChannel + channel;
                arguments.Count = channelsNow;
                arguments.Accumulate = tap > 0 || channel > 0;
                arguments.Bias = last ? bias : null;
                arguments.Residual = last ? _pass.ResidualOffset : 0;
                arguments.Relu = last && _pass.Relu;
                for (int first = 0; first < pixels; first += TSimd.TileRows)
                {
                    arguments.Left = sources
                        + ((nint)(first / TSimd.TileRows) * tileAddresses) + ((nint)tap * ConvolutionAddresses.TapStride);
                    arguments.Outputs = destinations + first;
                    GemmTiles.MultiplyRows<TVector, TSimd>(Math.Min(TSimd.TileRows, pixels - first), ref arguments);
                }
            }
        }
    }

    private readonly void Pack(
        int group, int tap, int channel, int channels, int column, int columns, float* packed, int width)
    {
        nint groupStart = (nint)group * _pass.GroupK;
        if (_patches)
        {
            GemmPacking.Copy<TVector, TSimd>(
                _pass.Weight + ((nint)channel * _pass.K) + column, _pass.K, channels, columns, packed, width);
            return;
        }

        float* weight = _pass.Weight + ((nint)_pass.TapList[tap].Weights * _pass.GroupC * _pass.K) + groupStart;
        if (_pass.Transposed)
            GemmPacking.Transpose(weight + ((nint)column * _pass.K) + channel, _pass.K, channels, columns, packed, width);
        else
            GemmPacking.Copy<TVector, TSimd>(weight + ((nint)channel * _pass.K) + column, _pass.K, channels, columns, packed, width);
    }
}
