namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Independent matrix products of equal shape, shared among threads by matrices and rows. Called by <see cref="CpuBackend"/>.</summary>
internal unsafe struct BatchedGemmJob : IBlockJob
{
    /// <summary>Rows of a block: eight register tiles of the tallest kind, over which packing the other side is spread.</summary>
    internal const int BlockRows = 8 * 14;

    // Products that are smaller run on the thread that calls them: a block has one already.
    private const double LargestAlone = 1.9e6;
    private const int PanelColumns = 32;

    private int _m, _n, _k, _rowBlocks;
    private float* _a, _b, _y;
    private bool _transA, _transB;

    internal static void Run(int batches, int m, int n, int k, float* a, bool transA, float* b, bool transB, float* y)
    {
        var job = new BatchedGemmJob { _m = m, _n = n, _k = k, _a = a, _b = b, _y = y, _transA = transA, _transB = transB, _rowBlocks = Blocks.Count(m, BlockRows) };
        WorkerPool.Run(checked(batches * job._rowBlocks), ref job, alone: IsSmall(batches, m, n, k));
    }

    public readonly void Execute(int block)
    {
        (int batch, int rowBlock) = Math.DivRem(block, _rowBlocks);
        int first = rowBlock * BlockRows, rows = Math.Min(BlockRows, _m - first);
        float* a = _a + ((long)batch * _m * _k) + (_transA ? first : (long)first * _k);
        Multiply(rows, _n, _k, a, _transA ? _m : _k, _transA, _b + ((long)batch * _k * _n), _transB ? _k : _n, _transB, _y + ((((long)batch * _m) + first) * _n), _n);
    }

    internal static bool IsSmall(int batches, int m, int n, int k) => 2.0 * batches * m * n * k < LargestAlone;

    /// <summary>A product inside a block, in parts of columns that are too small to be shared.</summary>
    internal static void Multiply(int m, int n, int k, float* a, int lda, bool transA, float* b, int ldb, bool transB, float* y, int ldy)
    {
        int part = (int)Math.Min(int.MaxValue / 2, LargestAlone / Math.Max(1.0, 2.0 * m * k));
        part = Math.Max(PanelColumns, part / PanelColumns * PanelColumns);
        for (int column = 0; column < n; column += part)
            Gemm.Multiply(m, Math.Min(part, n - column), k, a, lda, transA, b + (transB ? (long)column * ldb : column), ldb, transB, y + column, ldy, false, null, FusedActivation.None);
    }
}
