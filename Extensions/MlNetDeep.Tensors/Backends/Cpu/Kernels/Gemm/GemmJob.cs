using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A matrix product in blocks of rows and panels of columns.</summary>
/// <remarks>
/// A block owns some rows of C and some panels of 2 vectors of columns. The sum is taken in parts whose panel of B (96 KB
/// with the widest vectors) and rows of A (500 KB) fit the second-level cache; register tiles run over them: tiles of rows, or tiles
/// of points where A is stored transposed. With several blocks of rows a job of its own packs the part's panels for all of them,
/// otherwise each block packs (or transposes) its own. Every number of C belongs to one block, and the parts follow each other in
/// order, so that the bits do not depend on the threads. Loop order: parts of the sum, panels, tiles.
/// </remarks>
internal unsafe struct GemmJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int PartSteps = 768;
    private const int BlockRows = 168;
    private const int WantedBlocks = 16;
    private const double GrainFlops = 1e6;

    /// <summary>Floats between lines that compete for the same few sets of a cache.</summary>
    private const int ConflictStride = 512;

    private const int CopyPadding = 16;
    private const int PanelsPerCopy = 3;

    /// <summary>Columns whose panels are packed together, at most: 25 MB.</summary>
    private const int SharedColumns = 8192;

    private readonly GemmOperands _operands;
    private readonly int _panels;
    private readonly int _panelBlocks;
    private readonly int _rowBlocks;
    private readonly int _blockRows;
    private readonly int _panelNumbers;

    private float* _packed;
    private int _part;
    private bool _packing;

    private GemmJob(in GemmOperands operands)
    {
        _operands = operands;
        _panelNumbers = Math.Min(PartSteps, operands.K) * PanelWidth;
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

    private static int Width(int columns) => columns > TSimd.Lanes ? PanelWidth : TSimd.Lanes;

    private readonly double Flops => 2.0 * _operands.M * _operands.N * _operands.K;

    public static void Run(in GemmOperands operands)
    {
        GemmJob<TVector, TSimd> job = new(operands);
        int blocks = job._rowBlocks * job._panelBlocks;
        if (job._rowBlocks == 1 || operands.N > SharedColumns)
        {
            WorkerPool.Run(blocks, ref job, alone: job.Flops < 2 * GrainFlops);
            return;
        }

        job._packed = Scratch.Floats(ScratchSlot.PackedWeights, job._panels * job._panelNumbers);
        do
        {
            job._packing = true;
            WorkerPool.Run(job._panels, ref job, alone: job.Flops < 2 * GrainFlops);
            job._packing = false;
            WorkerPool.Run(blocks, ref job, alone: job.Flops < 2 * GrainFlops);
            job._part += PartSteps;
        }
        while (job._part < operands.K);
    }

    public readonly void Execute(int block)
    {
        if (_packing)
        {
            Pack(block * PanelWidth, _part, Math.Min(PartSteps, _operands.K - _part), _packed + ((nint)block * _panelNumbers));
            return;
        }

        int firstRow = block / _panelBlocks * _blockRows;
        int rows = Math.Min(_blockRows, _operands.M - firstRow);
        int panelBlock = block % _panelBlocks;
        int firstPanel = (int)((long)_panels * panelBlock / _panelBlocks);
        int endPanel = (int)((long)_panels * (panelBlock + 1) / _panelBlocks);
        float** outputs = Scratch.Pointers(ScratchSlot.OutputPointers, rows);
        for (int i = 0; i < rows; i++)
            outputs[i] = _operands.C + ((firstRow + i) * _operands.Ldc);

        int part = _part;
        do
        {
            int steps = Math.Min(PartSteps, _operands.K - part);
            float** left = WriteAddresses(firstRow, rows, part, steps, endPanel - firstPanel);
            for (int panel = firstPanel; panel < endPanel; panel++)
                MultiplyPanel(panel, rows, part, steps, left, outputs);
            part += PartSteps;
        }
        while (_packed == null && part < _operands.K);
    }

    /// <summary>The addresses of the rows of A, or of the steps of the sum where A is stored transposed.</summary>
    /// <remarks>Lines a power of two apart push each other out of the caches: such a block is copied first, with another
    /// distance.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float** WriteAddresses(int firstRow, int rows, int part, int steps, int panels)
    {
        int lines = _operands.TransA ? steps : rows, length = _operands.TransA ? rows : steps;
        float* source = _operands.TransA
            ? _operands.A + (part * _operands.Lda) + firstRow
            : _operands.A + (firstRow * _operands.Lda) + part;
        nint stride = _operands.Lda;
        if (!_operands.TransA && stride % ConflictStride == 0 && panels >= PanelsPerCopy)
        {
            stride = length + CopyPadding;
            float* copy = Scratch.Floats(ScratchSlot.Rows, lines * (int)stride);
            for (int i = 0; i < lines; i++)
                new Span<float>(source + (i * _operands.Lda), length).CopyTo(new Span<float>(copy + (i * stride), length));
            source = copy;
        }

        float** left = Scratch.Pointers(ScratchSlot.InputPointers, lines);
        for (int i = 0; i < lines; i++)
            left[i] = source + (i * stride);
        return left;
    }

    private readonly void Pack(int column, int part, int steps, float* panel)
    {
        int columns = Math.Min(PanelWidth, _operands.N - column), width = Width(columns);
        if (_operands.TransB)
            GemmPacking.Transpose(_operands.B + (column * _operands.Ldb) + part, _operands.Ldb, steps, columns, panel, width);
        else
            GemmPacking.Copy<TVector, TSimd>(_operands.B + (part * _operands.Ldb) + column, _operands.Ldb, steps, columns, panel, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void MultiplyPanel(int panel, int rows, int part, int steps, float** left, float** outputs)
    {
        int column = panel * PanelWidth;
        int columns = Math.Min(PanelWidth, _operands.N - column);
        int width = Width(columns);
        bool last = part + steps >= _operands.K;
        bool direct = _packed == null && !_operands.TransB && columns == width
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
        else if (_packed != null)
        {
            arguments.Panel = _packed + ((nint)panel * _panelNumbers);
        }
        else
        {
            arguments.Panel = Scratch.Floats(ScratchSlot.Panel, PartSteps * width);
            Pack(column, part, steps, arguments.Panel);
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
