using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MlNetDeep.Pipelines.Training;

/// <summary>
/// Encoded rows, each of the same number of floats, read back in any order: in memory up to a limit, beyond it in a temporary
/// file, so that a training set may be larger than memory. Reading is safe from several threads.
/// </summary>
internal sealed class RowStore : IDisposable
{
    public const long DefaultMemoryLimit = 1L << 30;

    private const int BytesInAChunk = 1 << 22;

    private readonly int _length;
    private readonly int _rowsInAChunk;
    private readonly long _memoryLimit;
    private readonly List<float[]> _chunks = [];
    private SafeFileHandle? _file;
    private int _chunksInFile;

    public RowStore(int length, long memoryLimit = DefaultMemoryLimit)
    {
        _length = length;
        _memoryLimit = memoryLimit;
        _rowsInAChunk = Math.Max(1, BytesInAChunk / (sizeof(float) * Math.Max(1, length)));
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>How many of the rows lie in the file.</summary>
    public int RowsInFile => _chunksInFile * _rowsInAChunk;

    /// <summary>Appends a row.</summary>
    public void Add(ReadOnlySpan<float> row)
    {
        int place = Count % _rowsInAChunk;
        if (place == 0)
        {
            if ((long)(_chunks.Count + 1) * _rowsInAChunk * _length * sizeof(float) > _memoryLimit && _chunks.Count > 0) Spill();
            _chunks.Add(new float[_rowsInAChunk * _length]);
        }
        row.CopyTo(_chunks[^1].AsSpan(place * _length, _length));
        Count = checked(Count + 1);
    }

    /// <summary>Reads a part of a row.</summary>
    public void Read(int row, int start, Span<float> destination)
    {
        int chunk = row / _rowsInAChunk;
        long place = (long)(row % _rowsInAChunk) * _length + start;
        if (chunk >= _chunksInFile)
        {
            _chunks[chunk - _chunksInFile].AsSpan((int)place, destination.Length).CopyTo(destination);
            return;
        }
        Span<byte> bytes = MemoryMarshal.AsBytes(destination);
        long offset = ((long)chunk * _rowsInAChunk * _length + place) * sizeof(float);
        for (int read; bytes.Length > 0; bytes = bytes[read..], offset += read)
            if ((read = RandomAccess.Read(_file!, bytes, offset)) == 0) throw new EndOfStreamException("The temporary file with the training rows was cut short.");
    }

    public void Dispose() => _file?.Dispose();

    // All full chunks go to the file at once: what is in memory is always the end.
    private void Spill()
    {
        _file ??= File.OpenHandle(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        foreach (float[] chunk in _chunks) RandomAccess.Write(_file, MemoryMarshal.AsBytes<float>(chunk), (long)_chunksInFile++ * _rowsInAChunk * _length * sizeof(float));
        _chunks.Clear();
    }
}
