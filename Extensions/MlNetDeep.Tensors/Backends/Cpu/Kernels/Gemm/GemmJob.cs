using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A matrix product in blocks of rows and panels of columns.</summary>
/// <remarks>
/// A block owns some rows of C and some panels of 2 vectors of columns. It takes the sum in parts whose panel of B (64 KB
/// with the widest vectors) and rows of A (700 KB) fit the second-level cache, packs that panel (or transposes it) and runs register tiles over it: tiles of rows, or tiles
/// of points where A is stored transposed. Every number of C belongs to one block, and the parts follow each other in
/// order, so that the bits do not depend on the threads. Loop order: parts of the sum, panels, tiles.
/// </remarks>
internal unsafe struct GemmJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int PartSteps = 512;
    private const int BlockRows = 336;
    private const int WantedBlocks = 16;
    private const double GrainFlops = 1e6;

    private readonly GemmOperands _operands;
    private readonly int _panels;
    private readonly int _panelBlocks;
    private readonly int _rowBlocks;
    private readonly int _blockRows;

    private GemmJob(in GemmOperands operands)
    {
        _operands = operands;
        _panels = (operands.N + PanelWidth - 1) / PanelWidth;
        int tiles = (operands.M + TSimd.TileRows - 1) / TSimd.TileRows;
        int blockTiles = BlockRows / TSimd.TileRows;
        int rowBlocks = (tiles + blockTiles - 1) / blockTiles;
        _blockRows = (tiles + rowBlocks - 1) / rowBlocks * TSimd.TileRows;
        _rowBlocks = (operands.M + _blockRows - 1) / _blockRows;
        int byGrain = (int)Math.Min(Flops / GrainFlops / _rowBlocks, WantedBlocks);
        _panelBlocks = Math.Clamp(Math.Min(byGrain, (WantedBlocks + _rowBlocks - 1) / _rowBlocks), 1, _panels);
    }

    private static int PanelWidth => 2 * TSimd.Lanes;

    private readonly double Flops => 2.0 * _operands.M * _operands.N * _operands.K;

    public static void Run(in GemmOperands operands)
    {
        GemmJob<TVector, TSimd> job = new(operands);
        WorkerPool.Run(job._rowBlocks * job._panelBlocks, ref job, alone: job.Flops < 2 * GrainFlops);
    }

    public readonly void Execute(int block)
    {
        int firstRow = block / _panelBlocks * _blockRows;
        int rows = Math.Min(_blockRows, _operands.M - firstRow);
        int panelBlock = block % _panelBlocks;
        int firstPanel = (int)((long)_panels * panelBlock / _panelBlocks);
        int endPanel = (int)((long)_panels * (panelBlock + 1) / _panelBlocks);
        float** outputs = Scratch.Pointers(ScratchSlot.OutputPointers, rows);
        for (int i = 0; i < rows; i++)
            outputs[i] = _operands.C + ((firstRow + i) * _operands.Ldc);

        int part = 0;
        do
        {
            int steps = Math.Min(PartSteps, _operands.K - part);
            float** left = WriteAddresses(firstRow, rows, part, steps);
            for (int panel = firstPanel; panel < endPanel; panel++)
                MultiplyPanel(panel * PanelWidth, rows, part, steps, left, outputs);
            part += PartSteps;
        }
        while (part < _operands.K);
    }

    /// <summary>The addresses of the rows of A, or of the steps of the sum where A is stored transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float** WriteAddresses(int firstRow, int rows, int part, int steps)
    {
        float** left = Scratch.Pointers(ScratchSlot.InputPointers, Math.Max(rows, PartSteps));
        if (_operands.TransA)
        {
            for (int p = 0; p < steps; p++)
                left[p] = _operands.A + ((part + p) * _operands.Lda) + firstRow;
        }
        else
        {
            for (int i = 0; i < rows; i++)
                left[i] = _operands.A + ((firstRow + i) * _operands.Lda) + part;
        }

        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void MultiplyPanel(int column, int rows, int part, int steps, float** left, float** outputs)
    {
        int columns = Math.Min(PanelWidth, _operands.N - column);
        int width = columns > TSimd.Lanes ? PanelWidth : TSimd.Lanes;
        bool last = part + steps >= _operands.K;
        bool direct = !_operands.TransB && columns == width
            && (_operands.Ldb == width || rows <= 2 * TSimd.TileRows);
        int onlyTap = 0;
        GemmTileArguments arguments = new()
        {
            Taps = 1,
            TapNumbers = &onlyTap,
            Count = steps,
            PanelStride = direct ? _operands.Ldb : width,
            Column = column,
            Columns = columns,
            Accumulate = part > 0 || _operands.Accumulate,
            Relu = last && _operands.Relu,
        };
        if (direct)
        {
            arguments.Panel = _operands.B + (part * _operands.Ldb) + column;
        }
        else
        {
            arguments.Panel = Scratch.Floats(ScratchSlot.Panel, PartSteps * width);
            if (_operands.TransB)
                GemmPacking.Transpose(_operands.B + (column * _operands.Ldb) + part, _operands.Ldb, steps, columns, arguments.Panel, width);
            else
                GemmPacking.Copy<TVector, TSimd>(_operands.B + (part * _operands.Ldb) + column, _operands.Ldb, steps, columns, arguments.Panel, width);
        }

        if (last && _operands.Bias != null)
            arguments.Bias = GemmPacking.PadBias(_operands.Bias + column, columns, width);

        int tiles = Blocks.Count(rows, TSimd.TileRows);
        for (int tile = 0; tile < tiles; tile++)
        {
            int first = rows * tile / tiles;
            int tileRows = (rows * (tile + 1) / tiles) - first;
            arguments.Outputs = outputs + first;
            if (_operands.TransA)
            {
                arguments.Left = left;
                arguments.First = first;
                GemmTiles.MultiplyPoints<TVector, TSimd>(tileRows, ref arguments);
            }
            else
            {
                arguments.Left = left + first;
                GemmTiles.MultiplyRows<TVector, TSimd>(tileRows, ref arguments);
            }
        }
    }
}
