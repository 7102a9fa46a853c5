using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The gradients of the weights and of the bias of a convolution: for each tap a product of the transposed
/// input and the gradient of the output, summed over all output pixels.</summary>
/// <remarks>
/// The pass is the forward one, with the gradient of the output in place of the destination and the gradients in place
/// of weight and bias. A block owns a range of rows of the weights (a row is a tap and an input channel), one panel of
/// output channels and a share of the pixels. It takes the pixels in chunks whose panel fits the first-level cache:
/// writes the addresses of their inputs, packs their panel of the gradient, and runs tiles of 8 or 14 rows x 2 vectors
/// that add to the result. Loop order: chunks, row tiles, pixels. Where the weights are too few to keep several cores
/// busy the pixels are shared out; each share has a result of its own, and these are added in the order of the shares.
/// The number of shares follows from the sizes alone, so that the bits do not depend on the threads.
/// </remarks>
internal unsafe struct ConvolutionWeightGradientJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int ChunkPixels = 256;
    private const int WantedBlocks = 16;
    private const int RowsPerBlock = 288;
    private const int PixelsPerShare = 512;
    private const int BlockWeights = 80_000;
    private const double GrainFlops = 1e6;

    private readonly ConvolutionPass _pass;
    private readonly bool _patches;
    private readonly int _taps;
    private readonly int _tapRows;
    private readonly int _tileRows;
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
        _tileRows = TileRows(_tapRows);
        _tapTiles = (_tapRows + _tileRows - 1) / _tileRows;
        _panels = pass.Groups * GroupPanels;
        int parts = ((pass.Taps * pass.GroupC * pass.K) + BlockWeights - 1) / BlockWeights;
        _rowBlocks = Math.Clamp(parts, 1, Math.Max(1, _taps * _tapRows / RowsPerBlock));
        _panelBlocks = Math.Clamp(parts / _rowBlocks, 1, _panels);
        int wantedShares = Math.Max(1, WantedBlocks / (_panelBlocks * _rowBlocks));
        _shares = Math.Clamp(pass.Pixels / PixelsPerShare, 1, wantedShares);
        _shareNumbers = (pass.Taps * pass.GroupC * pass.K) + pass.K;
        _partials = null;
    }

    private static int PanelWidth => 2 * TSimd.Lanes;

    private readonly int GroupPanels => (_pass.GroupK + PanelWidth - 1) / PanelWidth;

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
        int firstPixel = (int)((long)_pass.Pixels * share / _shares);
        int endPixel = (int)((long)_pass.Pixels * (share + 1) / _shares);
        int tiles = _taps * _tapTiles;
        int firstTile = (int)((long)tiles * rowBlock / _rowBlocks);
        int endTile = (int)((long)tiles * (rowBlock + 1) / _rowBlocks);
        int firstTap = firstTile / _tapTiles;
        int endTap = (endTile + _tapTiles - 1) / _tapTiles;

        ConvolutionPass part = _pass;
        if (!_patches)
        {
            part.TapList += firstTap;
            part.Taps = endTap - firstTap;
        }

        float** sources = Scratch.Pointers(ScratchSlot.InputPointers, part.Taps * ChunkPixels);
        float** destinations = Scratch.Pointers(ScratchSlot.OutputPointers, ChunkPixels);
        float* zeros = Scratch.Floats(ScratchSlot.ZeroRow, _pass.SourceC);
        new Span<float>(zeros, _pass.SourceC).Clear();
        float* weights = _shares > 1 ? _partials + ((nint)share * _shareNumbers) : _pass.Weight;
        float* bias = _pass.Bias == null || rowBlock > 0
            ? null
            : _shares > 1 ? weights + (_shareNumbers - _pass.K) : _pass.Bias;
        for (int first = firstPixel; first < endPixel; first += ChunkPixels)
        {
            int pixels = Math.Min(ChunkPixels, endPixel - first);
            WriteAddresses(part, first, pixels, zeros, sources, destinations);
            for (int panel = firstPanel; panel < endPanel; panel++)
                AddPanel(panel, first, pixels, first > firstPixel, sources, firstTap, firstTile, endTile, weights, bias);
        }
    }

    /// <summary>Adds one chunk of pixels to the gradients of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddPanel(
        int panel, int firstPixel, int pixels, bool accumulate, float** sources, int firstTap, int firstTile, int endTile,
        float* weights, float* bias)
    {
        int group = panel / GroupPanels;
        int column = panel % GroupPanels * PanelWidth;
        int columns = Math.Min(PanelWidth, _pass.GroupK - column);
        int width = columns > TSimd.Lanes ? PanelWidth : TSimd.Lanes;
        nint outputColumn = ((nint)group * _pass.GroupK) + column;
        float* gradient = _pass.Destination + ((nint)firstPixel * _pass.K) + outputColumn;
        if (_pass.K != width)
        {
            float* packed = Scratch.Floats(ScratchSlot.Panel, ChunkPixels * width);
            GemmPacking.Copy<TVector, TSimd>(gradient, _pass.K, pixels, columns, packed, width);
            gradient = packed;
        }

        if (bias != null)
            AddColumns(gradient, pixels, columns, width, bias + outputColumn, accumulate);

        float** outputs = stackalloc float*[_tileRows];
        GemmTileArguments arguments = new()
        {
            Count = pixels,
            Panel = gradient,
            PanelStride = width,
            Outputs = outputs,
            Column = outputColumn,
            Columns = columns,
            Initial = accumulate ? outputs : null,
        };
        for (int tile = firstTile; tile < endTile; tile++)
        {
            int tap = tile / _tapTiles;
            int row = tile % _tapTiles * _tileRows;
            int rows = Math.Min(_tileRows, _tapRows - row);
            for (int i = 0; i < rows; i++)
                outputs[i] = weights + ((((nint)tap * _tapRows) + row + i) * _pass.K);
            arguments.Left = sources + ((nint)(tap - firstTap) * ChunkPixels);
            arguments.First = ((nint)group * _pass.GroupC) + row;
            GemmTiles.MultiplyPoints<TVector, TSimd>(rows, ref arguments);
        }
    }

    /// <summary>The height that cuts <paramref name="rows"/> into the fewest tiles of about the same height.</summary>
    private static int TileRows(int rows)
    {
        int tiles = (rows + TSimd.TileRows - 1) / TSimd.TileRows;
        return (rows + tiles - 1) / tiles;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void WriteAddresses(
        in ConvolutionPass part, int first, int pixels, float* zeros, float** sources, float** destinations)
    {
        if (_patches)
        {
            float* patch = Scratch.Floats(ScratchSlot.Rows, ConvolutionPatches.Count<TVector, TSimd>(_pass, ChunkPixels));
            ConvolutionPatches.Copy<TVector, TSimd>(_pass, first, pixels, patch);
            for (int pixel = 0; pixel < pixels; pixel++)
                sources[pixel] = patch + ((nint)pixel * _tapRows);
            return;
        }

        for (int i = 0; i < pixels; i += ConvolutionAddresses.TapStride)
        {
            ConvolutionAddresses.Write(
                part, first + i, Math.Min(ConvolutionAddresses.TapStride, pixels - i), zeros, sources + i, ChunkPixels,
                destinations + i);
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
