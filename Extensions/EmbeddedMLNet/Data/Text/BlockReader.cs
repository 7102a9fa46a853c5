using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Hands the blocks of all files to one or several cursors, each block to one of them, and reads the next one ahead.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The cursors that share it count themselves out with Close.")]
internal sealed class BlockReader(IMultiStreamSource files, TextFormat format, int cursors)
{
    private readonly Lock _lock = new();
    private LineSplitter? _splitter;
    private Task<TextBlock?>? _ahead;
    private int _file = -1;
    private long _batch;
    private long _rows;
    private int _open = cursors;

    /// <summary>The next block that has lines; null at the end.</summary>
    public TextBlock? Next()
    {
        lock (_lock)
        {
            while (_rows < format.MaxRows)
            {
                if (Read() is not { } block) return null;
                if (block.Count == 0) continue;
                if (block.Count > format.MaxRows - _rows) block.Truncate((int)(format.MaxRows - _rows));
                (block.Batch, block.FirstRow) = (_batch++, _rows);
                _rows += block.Count;
                return block;
            }
            return null;
        }
    }

    /// <summary>Tells that a cursor is done; the last one closes the file.</summary>
    public void Close()
    {
        if (Interlocked.Decrement(ref _open) > 0) return;
        lock (_lock)
        {
            // A file must not be closed under the reader.
            if (_ahead is not null) Task.WaitAny(_ahead);
            _splitter?.Dispose();
            _splitter = null;
        }
    }

    private TextBlock? Read()
    {
        if (!format.UseThreads) return ReadBlock();
        TextBlock? block = (_ahead ?? Task.Run(ReadBlock)).GetAwaiter().GetResult();
        _ahead = block is null ? Task.FromResult<TextBlock?>(null) : Task.Run(ReadBlock);
        return block;
    }

    private TextBlock? ReadBlock()
    {
        while (true)
        {
            if (_splitter?.Read() is { } block) return block;
            _splitter?.Dispose();
            _splitter = null;
            if (_file + 1 >= files.Count) return null;
            _splitter = new LineSplitter(files.OpenTextReader(++_file), format);
        }
    }
}
