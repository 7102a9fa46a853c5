using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The gradients of the weights and of the bias of a convolution: for each tap a product of the transposed
/// input and the gradient of the output, summed over the output pixels that the tap reaches.</summary>
/// <remarks>
/// The pass is the forward one, with the gradient of the output in place of the destination and the gradients in place
/// of weight and bias. A block owns a range of rows of the weights (a row is a tap and an input channel), some panels of
/// output channels and a share of the pixels. It takes the pixels in chunks whose panel fits the first-level cache:
/// writes the addresses of their inputs, packs their panel of the gradient, and runs tiles of up to 14 rows x 2 vectors
/// that add to the result. Loop order: chunks, panels, row tiles, pixels. Where the weights are too few to keep several cores
/// busy the pixels are shared out; each share has a result of its own, and these are added in the order of the shares.
/// The number of shares follows from the sizes alone, so that the bits do not depend on the threads.
/// </remarks>
internal unsafe struct ConvolutionWeightGradientJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int ChunkPixels = 256;

    /// <summary>Loading and storing the sums of a tile takes as long as so many pixels.</summary>
    private const int TileOverheadPixels = 6;

    private const int WantedBlocks = 16;
    private const int RowsPerBlock = 288;
    private const int PixelsPerShare = 512;
    private const int BlockWeights = 80_000;
    private const double GrainFlops = 1e6;

    private readonly ConvolutionPass _pass;
    private readonly ConvolutionGrid _grid;
    private readonly bool _patches;
    private readonly int _taps;
    private readonly int _tapRows;
    private readonly int _tapTiles;
    private readonly int _panels;
    private readonly int _panelBlocks;
    private readonly int _rowBlocks;
    private readonly int _shares;
    private readonly int _shareNumbers;
    private float* _partials;

    private ConvolutionWeightGradientJob(in ConvolutionPass pass)
    {
        _pass = pass;
        _patches = ConvolutionPatches.Suit(pass);
        _taps = _patches ? 1 : pass.Taps;
        _tapRows = _patches ? pass.Taps * pass.SourceC : pass.GroupC;
        _tapTiles = Blocks.Count(_tapRows, TSimd.TileRows);
        _grid = new ConvolutionGrid(pass, cut: !_patches, ChunkPixels, TileOverheadPixels, leastPixels: 0);
        _panels = pass.Groups * GroupPanels;
        int parts = Blocks.Count(pass.Taps * pass.GroupC * pass.K, BlockWeights);
        _rowBlocks = Math.Clamp(parts, 1, Math.Max(1, _taps * _tapRows / RowsPerBlock));
        _panelBlocks = Math.Clamp(parts / _rowBlocks, 1, _panels);
        int wantedShares = Math.Max(1, WantedBlocks / (_panelBlocks * _rowBlocks));
        _shares = Math.Clamp(Math.Min(pass.Pixels / PixelsPerShare, _grid.Tiles), 1, wantedShares);
        _shareNumbers = (pass.Taps * pass.GroupC * pass.K) + pass.K;
        _partials = null;
    }

    private static int PanelWidth => 2 * TSimd.Lanes;

    private readonly int GroupPanels => Blocks.Count(_pass.GroupK, PanelWidth);

    public static void Run(in ConvolutionPass pass)
    {
        int weights = pass.Taps * pass.GroupC * pass.K;
        if (pass.Pixels == 0 || weights == 0)
        {
            new Span<float>(pass.Weight, weights).Clear();
            if (pass.Bias != null)
                ColumnSums(pass);
            return;
        }

        if (ConvolutionDepthwiseJob<TVector, TSimd>.Suits(pass))
        {
            ConvolutionDepthwiseGradientJob<TVector, TSimd>.Run(pass);
            return;
        }

        ConvolutionWeightGradientJob<TVector, TSimd> job = new(pass);
        if (job._shares > 1)
            job._partials = Scratch.Floats(ScratchSlot.Partials, job._shares * job._shareNumbers);

        int blocks = job._panelBlocks * job._rowBlocks * job._shares;
        WorkerPool.Run(blocks, ref job, alone: 2.0 * pass.Pixels * weights < 2 * GrainFlops);
        if (job._shares > 1)
        {
            ConvolutionShares.Add<TVector, TSimd>(job._partials, job._shares, job._shareNumbers, weights, pass.Weight);
            if (pass.Bias != null)
                ConvolutionShares.Add<TVector, TSimd>(job._partials + weights, job._shares, job._shareNumbers, pass.K, pass.Bias);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int block)
    {
        int share = block / (_panelBlocks * _rowBlocks);
        int panelBlock = block % _panelBlocks;
        int rowBlock = block / _panelBlocks % _rowBlocks;
        int firstPanel = (int)((long)_panels * panelBlock / _panelBlocks);
        int endPanel = (int)((long)_panels * (panelBlock + 1) / _panelBlocks);
        int firstChunk = (int)((long)_grid.Tiles * share / _shares);
        int endChunk = (int)((long)_grid.Tiles * (share + 1) / _shares);
        int tiles = _taps * _tapTiles;
        int firstTile = (int)((long)tiles * rowBlock / _rowBlocks);
        int endTile = (int)((long)tiles * (rowBlock + 1) / _rowBlocks);
        int firstTap = firstTile / _tapTiles;
        int endTap = Blocks.Count(endTile, _tapTiles);

        float** sources = Scratch.Pointers(ScratchSlot.InputPointers, (endTap - firstTap) * ChunkPixels);
        float** destinations = Scratch.Pointers(ScratchSlot.OutputPointers, ChunkPixels + ConvolutionAddresses.TapStride);
        float* zeros = Scratch.Floats(ScratchSlot.ZeroRow, _pass.SourceC);
        new Span<float>(zeros, _pass.SourceC).Clear();
        bool* started = Scratch.Values<bool>(ScratchSlot.Tiles, _taps);
        new Span<bool>(started, _taps).Clear();
        float* weights = _shares > 1 ? _partials + ((nint)share * _shareNumbers) : _pass.Weight;
        float* bias = _pass.Bias == null || rowBlock > 0
            ? null
            : _shares > 1 ? weights + (_shareNumbers - _pass.K) : _pass.Bias;
        int number = _grid.SegmentOf(firstChunk);
        for (int chunk = firstChunk; chunk < endChunk; chunk++)
        {
            while (_grid.Segments[number].FirstTile + _grid.Segments[number].Tiles <= chunk)
                number++;

            // The part of the segment that the block's taps make up.
            ConvolutionSegment segment = _grid.Segments[number];
            if (_patches)
            {
                segment.Taps = 1;
            }
            else
            {
                while (segment.Taps > 0 && segment.TapNumbers[0] < firstTap)
                {
                    segment.TapNumbers++;
                    segment.Taps--;
                }

                while (segment.Taps > 0 && segment.TapNumbers[segment.Taps - 1] >= endTap)
                    segment.Taps--;
            }

            if (segment.Taps == 0 && bias == null)
                continue;

            int first = segment.FirstPixel(chunk - segment.FirstTile);
            int pixels = segment.FirstPixel(chunk - segment.FirstTile + 1) - first;
            WriteAddresses(segment, first, pixels, zeros, sources, destinations);
            for (int panel = firstPanel; panel < endPanel; panel++)
                AddPanel(panel, segment, pixels, chunk > firstChunk, started, sources, destinations, firstTile, endTile, weights, bias);
            for (int t = 0; t < segment.Taps; t++)
                started[segment.TapNumbers[t]] = true;
        }

        for (int tap = firstTap; tap < endTap; tap++)
        {
            if (!started[tap])
                ClearTap(tap, Math.Max(firstTile - (tap * _tapTiles), 0), Math.Min(endTile - (tap * _tapTiles), _tapTiles), firstPanel, endPanel, weights);
        }
    }

    /// <summary>The first row of one of the tiles into which the rows of a tap are cut.</summary>
    private readonly int FirstRow(int tile) => (int)((long)_tapRows * tile / _tapTiles);

    /// <summary>Clears the gradients of a tap that reaches no pixel of the share.</summary>
    private readonly void ClearTap(int tap, int firstTile, int endTile, int firstPanel, int endPanel, float* weights)
    {
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            int group = panel / GroupPanels, column = panel % GroupPanels * PanelWidth;
            int columns = Math.Min(PanelWidth, _pass.GroupK - column);
            for (int row = FirstRow(firstTile); row < FirstRow(endTile); row++)
                new Span<float>(weights + ((((nint)tap * _tapRows) + row) * _pass.K) + (group * _pass.GroupK) + column, columns).Clear();
        }
    }

    /// <summary>Adds one chunk of pixels to the gradients of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddPanel(
        int panel, in ConvolutionSegment segment, int pixels, bool accumulateBias, bool* started, float** sources, float** destinations,
        int firstTile, int endTile, float* weights, float* bias)
    {
        int group = panel / GroupPanels;
        int column = panel % GroupPanels * PanelWidth;
        int columns = Math.Min(PanelWidth, _pass.GroupK - column);
        int width = columns > TSimd.Lanes ? PanelWidth : TSimd.Lanes;
        nint outputColumn = ((nint)group * _pass.GroupK) + column;
        float* gradient = destinations[0] + outputColumn;
        bool consecutive = segment.Rectangles == 1 && destinations[pixels - 1] == destinations[0] + ((nint)(pixels - 1) * _pass.K);
        if (!consecutive || _pass.K != width || columns != width)
        {
            float* packed = Scratch.Floats(ScratchSlot.Panel, ChunkPixels * width);
            if (consecutive)
                GemmPacking.Copy<TVector, TSimd>(gradient, _pass.K, pixels, columns, packed, width);
            else
                GemmPacking.Gather<TVector, TSimd>(destinations, outputColumn, pixels, columns, packed, width);
            gradient = packed;
        }

        if (bias != null)
            AddColumns(gradient, pixels, columns, width, bias + outputColumn, accumulateBias);

        float** outputs = stackalloc float*[TSimd.TileRows];
        GemmTileArguments arguments = new()
        {
            Count = pixels,
            Panel = gradient,
            PanelStride = width,
            Outputs = outputs,
            Column = outputColumn,
            Columns = columns,
        };
        for (int t = 0; t < segment.Taps; t++)
        {
            int tap = segment.TapNumbers[t];
            arguments.Left = sources + ((nint)t * ChunkPixels);
            arguments.Accumulate = started[tap];
            int first = Math.Max(firstTile - (tap * _tapTiles), 0), end = Math.Min(endTile - (tap * _tapTiles), _tapTiles);
            for (int tile = first; tile < end; tile++)
            {
                int row = FirstRow(tile), rows = FirstRow(tile + 1) - row;
                for (int i = 0; i < rows; i++)
                    outputs[i] = weights + ((((nint)tap * _tapRows) + row + i) * _pass.K);
                arguments.First = ((nint)group * _pass.GroupC) + row;
                GemmTiles.MultiplyPoints<TVector, TSimd>(rows, ref arguments);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void WriteAddresses(
        in ConvolutionSegment segment, int first, int pixels, float* zeros, float** sources, float** destinations)
    {
        if (_patches)
        {
            int stride = ConvolutionPatches.Stride<TVector, TSimd>(_pass);
            float* patch = Scratch.Floats(ScratchSlot.Rows, ChunkPixels * stride);
            ConvolutionPatches.Copy<TVector, TSimd>(_pass, first, pixels, patch);
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                sources[pixel] = patch + ((nint)pixel * stride);
                destinations[pixel] = _pass.Destination + ((nint)(first + pixel) * _pass.K);
            }

            return;
        }

        for (int i = 0; i < pixels; i += ConvolutionAddresses.TapStride)
        {
            ConvolutionAddresses.Write(
                _pass, _grid.Rectangles, segment, first + i, Math.Min(ConvolutionAddresses.TapStride, pixels - i), zeros, sources + i,
                ChunkPixels, destinations + i);
        }
    }

    /// <summary>Adds the rows of a panel to the sums of its columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddColumns(float* panel, int rows, int columns, int width, float* sums, bool accumulate)
    {
        float* buffer = stackalloc float[PanelWidth];
        TVector a = TSimd.Zero, b = TSimd.Zero;
        for (nint p = 0; p < rows; p++)
        {
            a = TSimd.Add(a, TSimd.Load(panel + (p * width)));
            if (width > TSimd.Lanes)
                b = TSimd.Add(b, TSimd.Load(panel + (p * width) + TSimd.Lanes));
        }

        TSimd.Store(a, buffer);
        TSimd.Store(b, buffer + TSimd.Lanes);
        for (int j = 0; j < columns; j++)
            sums[j] = accumulate ? sums[j] + buffer[j] : buffer[j];
    }

    private static void ColumnSums(in ConvolutionPass pass)
    {
        new Span<float>(pass.Bias, pass.K).Clear();
        for (nint p = 0; p < pass.Pixels; p++)
        {
            for (int k = 0; k < pass.K; k++)
                pass.Bias[k] += pass.Destination[(p * pass.K) + k];
        }
    }
}
