using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The maxima of windows.</summary>
/// <remarks>
/// Layout: vectors across channels; the last one overlaps the one before it. A tile is 1 pixel x 4 vectors, whose best values and
/// positions stay in registers over the whole window: 8 registers, and reads of at least 64 bytes in a row. Loop order: blocks of output rows, pixels, tiles, rows of the window, columns.
/// </remarks>
internal unsafe struct MaxPoolJob<TVector, TPositions, TSimd, TMax> : IBlockJob
    where TVector : struct
    where TPositions : struct
    where TSimd : struct, ISimd<TVector>
    where TMax : struct, IMaxSimd<TVector, TPositions>
{
    private Sampling2D _sampling;
    private float* _x, _y;
    private void* _index;
    private bool _bytes;
    private int _rowsPerBlock;

    internal static void Run(in Sampling2D sampling, float* x, float* y, void* index, bool bytes)
    {
        var job = new MaxPoolJob<TVector, TPositions, TSimd, TMax> { _sampling = sampling, _x = x, _y = y, _index = index, _bytes = bytes, _rowsPerBlock = sampling.RowsPerBlock };
        WorkerPool.Run(Blocks.Count(sampling.OutputRows, job._rowsPerBlock), ref job);
    }

    public readonly void Execute(int block)
    {
        int end = (int)Math.Min(_sampling.OutputRows, (block + 1L) * _rowsPerBlock);
        for (int row = block * _rowsPerBlock; row < end; row++) Row(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(int row)
    {
        (int image, int outputRow) = Math.DivRem(row, _sampling.Rows.Outputs);
        int channels = _sampling.Channels, outputs = _sampling.Columns.Outputs;
        nint to = (nint)row * outputs * channels;
        float* x = _x + ((nint)image * _sampling.Rows.Inputs * _sampling.Columns.Inputs * channels);
        for (int output = 0; output < outputs; output++, to += channels)
        {
            int channel = 0;
            for (; channel <= channels - (4 * TSimd.Lanes); channel += 4 * TSimd.Lanes) FourVectors(x + channel, outputRow, output, to + channel);
            for (; channel < channels; channel += TSimd.Lanes)
            {
                int start = Math.Min(channel, channels - TSimd.Lanes);
                OneVector(x + start, outputRow, output, to + start);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FourVectors(float* x, int outputRow, int output, nint to)
    {
        TVector best0 = TSimd.Broadcast(float.NegativeInfinity), best1 = best0, best2 = best0, best3 = best0;
        TPositions position0 = TMax.Broadcast(0), position1 = position0, position2 = position0, position3 = position0;
        nint channels = _sampling.Channels, rowLength = _sampling.Columns.Inputs * channels;
        AxisEntry* entries = _sampling.Columns.Entries;
        int firstColumn = _sampling.Columns.Starts[output], endColumn = _sampling.Columns.Starts[output + 1];
        int endRow = _sampling.Rows.Starts[outputRow + 1], line = 0;
        for (int row = _sampling.Rows.Starts[outputRow]; row < endRow; row++, line += _sampling.Columns.Longest)
        {
            float* from = x + (_sampling.Rows.Entries[row].Index * rowLength);
            int tap = line;
            for (int column = firstColumn; column < endColumn; column++)
            {
                float* pixel = from + (entries[column].Index * channels);
                TPositions position = TMax.Broadcast(tap++);
                Prefetch.Ahead(pixel, 4 * TSimd.Lanes);
                TMax.Challenge(TSimd.Load(pixel), position, ref best0, ref position0);
                TMax.Challenge(TSimd.Load(pixel + TSimd.Lanes), position, ref best1, ref position1);
                TMax.Challenge(TSimd.Load(pixel + (2 * TSimd.Lanes)), position, ref best2, ref position2);
                TMax.Challenge(TSimd.Load(pixel + (3 * TSimd.Lanes)), position, ref best3, ref position3);
            }
        }
        Store(best0, position0, to);
        Store(best1, position1, to + TSimd.Lanes);
        Store(best2, position2, to + (2 * TSimd.Lanes));
        Store(best3, position3, to + (3 * TSimd.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void OneVector(float* x, int outputRow, int output, nint to)
    {
        TVector best = TSimd.Broadcast(float.NegativeInfinity);
        TPositions bestPosition = TMax.Broadcast(0);
        nint channels = _sampling.Channels, rowLength = _sampling.Columns.Inputs * channels;
        AxisEntry* entries = _sampling.Columns.Entries;
        int firstColumn = _sampling.Columns.Starts[output], endColumn = _sampling.Columns.Starts[output + 1];
        int endRow = _sampling.Rows.Starts[outputRow + 1], line = 0;
        for (int row = _sampling.Rows.Starts[outputRow]; row < endRow; row++, line += _sampling.Columns.Longest)
        {
            float* from = x + (_sampling.Rows.Entries[row].Index * rowLength);
            int tap = line;
            for (int column = firstColumn; column < endColumn; column++)
                TMax.Challenge(TSimd.Load(from + (entries[column].Index * channels)), TMax.Broadcast(tap++), ref best, ref bestPosition);
        }
        Store(best, bestPosition, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store(TVector best, TPositions position, nint to)
    {
        TSimd.Store(best, _y + to);
        if (_index == null) return;
        if (_bytes) TMax.Store(position, (byte*)_index + to);
        else TMax.Store(position, (int*)_index + to);
    }
}
