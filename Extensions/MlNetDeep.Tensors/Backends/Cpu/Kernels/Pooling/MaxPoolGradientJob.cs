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
        for (int row = block * _rowsPerBlock; row < end; row++) Row(row);
    }

    private readonly void Row(int row)
    {
        (int image, int inputRow) = Math.DivRem(row, _sampling.Rows.Outputs);
        int pixels = _sampling.Columns.Outputs;
        nint channels = _sampling.Channels, start = (nint)image * _sampling.Rows.Inputs * _sampling.Columns.Inputs * channels;
        float* dx = _dx + (row * pixels * channels);
        for (int pixel = 0; pixel < pixels; pixel++, dx += channels) Pixel(inputRow, pixel, start, dx);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Pixel(int inputRow, int pixel, nint start, float* dx)
    {
        int channels = _sampling.Channels;
        nint rowLength = (nint)_sampling.Columns.Inputs * channels;
        int firstColumn = _sampling.Columns.Starts[pixel], endColumn = _sampling.Columns.Starts[pixel + 1];
        int firstRow = _sampling.Rows.Starts[inputRow], endRow = _sampling.Rows.Starts[inputRow + 1];
        AxisEntry* columns = _sampling.Columns.Entries, rows = _sampling.Rows.Entries;
        float* dy = _dy;
        void* index = _index;
        bool bytes = _bytes;
        for (int c = 0; c < channels; c += TSimd.Lanes)
        {
            int channel = Math.Min(c, channels - TSimd.Lanes);
            TVector sum = TSimd.Zero;
            for (int row = firstRow; row < endRow; row++)
            {
                nint line = start + (rows[row].Index * rowLength) + channel;
                int linePosition = rows[row].Position * _longest;
                for (int column = firstColumn; column < endColumn; column++)
                {
                    nint from = line + ((nint)columns[column].Index * channels);
                    TPositions won = bytes ? TMax.Load((byte*)index + from) : TMax.Load((int*)index + from);
                    sum = TSimd.Add(sum, TMax.SelectEqual(won, TMax.Broadcast(linePosition + columns[column].Position), TSimd.Load(dy + from)));
                }
            }
            TSimd.Store(sum, dx + channel);
        }
    }
}
