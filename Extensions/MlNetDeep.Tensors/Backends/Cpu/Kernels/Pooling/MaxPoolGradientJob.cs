using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The gradient of a maximum: each number of the input gathers from the windows in which it won.</summary>
/// <remarks>
/// Layout: vectors across channels; the last one overlaps the one before it. Loop order: blocks of input rows, pixels, vectors,
/// rows of windows that see the pixel, columns of them. Each number is written once; what is read again, a row of windows, stays
/// in the cache.
/// </remarks>
internal unsafe struct MaxPoolGradientJob<TVector, TPositions, TSimd, TMax> : IBlockJob
    where TVector : struct
    where TPositions : struct
    where TSimd : struct, ISimd<TVector>
    where TMax : struct, IMaxSimd<TVector, TPositions>
{
    private Sampling2D _sampling;
    private float* _dy, _dx;
    private void* _index;
    private bool _bytes;
    private int _longest, _rowsPerBlock;

    internal static void Run(in Sampling2D sampling, int longest, float* dy, void* index, bool bytes, float* dx)
    {
        var job = new MaxPoolGradientJob<TVector, TPositions, TSimd, TMax> { _sampling = sampling, _longest = longest, _dy = dy, _index = index, _bytes = bytes, _dx = dx, _rowsPerBlock = sampling.RowsPerBlock };
        WorkerPool.Run(Blocks.Count(sampling.OutputRows, job._rowsPerBlock), ref job);
    }

    public readonly void Execute(int block)
    {
        int end = (int)Math.Min(_sampling.OutputRows, (block + 1L) * _rowsPerBlock);
        bool disjoint = _bytes && _sampling.Rows.Longest <= 1 && _sampling.Columns.Longest <= 1;
        for (int row = block * _rowsPerBlock; row < end; row++)
        {
            if (disjoint) DisjointRow(row);
            else Row(row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(int row)
    {
        (int image, int inputRow) = Math.DivRem(row, _sampling.Rows.Outputs);
        int pixels = _sampling.Columns.Outputs;
        nint channels = _sampling.Channels, start = (nint)image * _sampling.Rows.Inputs * _sampling.Columns.Inputs * channels;
        float* dx = _dx + (row * pixels * channels);
        for (int pixel = 0; pixel < pixels; pixel++, dx += channels)
        {
            int channel = 0;
            for (; channel <= channels - (4 * TSimd.Lanes); channel += 4 * TSimd.Lanes) FourVectors(inputRow, pixel, start + channel, dx + channel);
            for (; channel < channels; channel += TSimd.Lanes)
            {
                int last = Math.Min(channel, (int)channels - TSimd.Lanes);
                OneVector(inputRow, pixel, start + last, dx + last);
            }
        }
    }

    /// <summary>Small windows that do not overlap, the most frequent ones: no sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void DisjointRow(int row)
    {
        (int image, int inputRow) = Math.DivRem(row, _sampling.Rows.Outputs);
        int channels = _sampling.Channels, pixels = _sampling.Columns.Outputs, entry = _sampling.Rows.Starts[inputRow];
        float* dx = _dx + ((nint)row * pixels * channels);
        if (entry == _sampling.Rows.Starts[inputRow + 1])
        {
            new Span<float>(dx, pixels * channels).Clear();
            return;
        }
        nint line = (((nint)image * _sampling.Rows.Inputs) + _sampling.Rows.Entries[entry].Index) * _sampling.Columns.Inputs * channels;
        int linePosition = _sampling.Rows.Entries[entry].Position * _longest;
        AxisEntry* columns = _sampling.Columns.Entries;
        int* starts = _sampling.Columns.Starts;
        for (int pixel = 0; pixel < pixels; pixel++, dx += channels)
        {
            int column = starts[pixel];
            if (column == starts[pixel + 1])
            {
                new Span<float>(dx, channels).Clear();
                continue;
            }
            nint from = line + ((nint)columns[column].Index * channels);
            float* dy = _dy + from;
            TPositions position = TMax.Broadcast(linePosition + columns[column].Position);
            byte* winners = (byte*)_index + from;
            for (int c = 0; c < channels; c += TSimd.Lanes)
            {
                int channel = Math.Min(c, channels - TSimd.Lanes);
                TSimd.Store(TMax.SelectEqual(TMax.Load(winners + channel), position, TSimd.Load(dy + channel)), dx + channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FourVectors(int inputRow, int pixel, nint start, float* dx)
    {
        TVector sum0 = TSimd.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        nint channels = _sampling.Channels, rowLength = _sampling.Columns.Inputs * channels;
        int firstColumn = _sampling.Columns.Starts[pixel], endColumn = _sampling.Columns.Starts[pixel + 1], endRow = _sampling.Rows.Starts[inputRow + 1];
        AxisEntry* columns = _sampling.Columns.Entries, rows = _sampling.Rows.Entries;
        for (int row = _sampling.Rows.Starts[inputRow]; row < endRow; row++)
        {
            nint line = start + (rows[row].Index * rowLength);
            int linePosition = rows[row].Position * _longest;
            for (int column = firstColumn; column < endColumn; column++)
            {
                nint from = line + (columns[column].Index * channels);
                float* dy = _dy + from;
                TPositions position = TMax.Broadcast(linePosition + columns[column].Position);
                Prefetch.Ahead(dy, 4 * TSimd.Lanes);
                sum0 = TSimd.Add(sum0, TMax.SelectEqual(Winner(from), position, TSimd.Load(dy)));
                sum1 = TSimd.Add(sum1, TMax.SelectEqual(Winner(from + TSimd.Lanes), position, TSimd.Load(dy + TSimd.Lanes)));
                sum2 = TSimd.Add(sum2, TMax.SelectEqual(Winner(from + (2 * TSimd.Lanes)), position, TSimd.Load(dy + (2 * TSimd.Lanes))));
                sum3 = TSimd.Add(sum3, TMax.SelectEqual(Winner(from + (3 * TSimd.Lanes)), position, TSimd.Load(dy + (3 * TSimd.Lanes))));
            }
        }
        TSimd.Store(sum0, dx);
        TSimd.Store(sum1, dx + TSimd.Lanes);
        TSimd.Store(sum2, dx + (2 * TSimd.Lanes));
        TSimd.Store(sum3, dx + (3 * TSimd.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void OneVector(int inputRow, int pixel, nint start, float* dx)
    {
        TVector sum = TSimd.Zero;
        nint channels = _sampling.Channels, rowLength = _sampling.Columns.Inputs * channels;
        int firstColumn = _sampling.Columns.Starts[pixel], endColumn = _sampling.Columns.Starts[pixel + 1], endRow = _sampling.Rows.Starts[inputRow + 1];
        AxisEntry* columns = _sampling.Columns.Entries, rows = _sampling.Rows.Entries;
        for (int row = _sampling.Rows.Starts[inputRow]; row < endRow; row++)
        {
            nint line = start + (rows[row].Index * rowLength);
            int linePosition = rows[row].Position * _longest;
            for (int column = firstColumn; column < endColumn; column++)
            {
                nint from = line + (columns[column].Index * channels);
                sum = TSimd.Add(sum, TMax.SelectEqual(Winner(from), TMax.Broadcast(linePosition + columns[column].Position), TSimd.Load(_dy + from)));
            }
        }
        TSimd.Store(sum, dx);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TPositions Winner(nint at) => _bytes ? TMax.Load((byte*)_index + at) : TMax.Load((int*)_index + at);
}
