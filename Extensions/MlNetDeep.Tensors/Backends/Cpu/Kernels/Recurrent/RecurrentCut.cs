namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// One step of all sequences cut into blocks: some sequences and one panel of units, for which the matrix product and the unit
/// run one after the other while the numbers are in the cache.
/// </summary>
internal readonly struct RecurrentCut
{
    // Four register tiles of the tallest kind, so that few rows are left over.
    private const int TileRows = 14, MaximumRows = 4 * TileRows;

    // Below this the hand-off to another thread costs more than it brings.
    private const double SmallestShared = 1e6;

    private readonly int _batch, _units, _panels, _rows;

    public RecurrentCut(in RecurrentGeometry geometry)
    {
        _batch = geometry.Batch;
        _units = geometry.Units;
        _panels = Blocks.Count(_units, StatePanels.Width);
        int rowBlocks = Math.Max(1, Blocks.Count(_batch, MaximumRows));
        _rows = rowBlocks == 1 ? _batch : Blocks.Count(Blocks.Count(_batch, rowBlocks), TileRows) * TileRows;
        Count = _batch == 0 ? 0 : _panels * Blocks.Count(_batch, _rows);
        IsSmall = 2.0 * _batch * geometry.Gates * _units * _units < SmallestShared;
    }

    public int Count { get; }

    public bool IsSmall { get; }

    public void Block(int block, out int firstRow, out int rows, out int panel, out int firstUnit, out int units)
    {
        (int rowBlock, panel) = Math.DivRem(block, _panels);
        firstRow = rowBlock * _rows;
        rows = Math.Min(_rows, _batch - firstRow);
        firstUnit = panel * StatePanels.Width;
        units = Math.Min(StatePanels.Width, _units - firstUnit);
    }
}
