namespace Microsoft.ML.Data;

/// <summary>
/// One of several cursors that share the rows of another one. Each takes a batch of rows under a lock and then shows it on its own, so
/// that what is computed from the rows is computed in parallel. Nothing waits for anything: a cursor that is never moved leaves its rows
/// to the others.
/// </summary>
internal sealed class SplitCursor : CountingCursor
{
    private const int BatchSize = 64;

    private readonly Source _source;
    private readonly IColumnStore?[] _columns;
    private readonly List<DataViewRowId> _ids = [];
    private readonly StoredRow _row = new() { Index = -1 };
    private int _count;
    private long _batch;
    private bool _disposed;

    private SplitCursor(Source source, bool[] active)
    {
        _source = source;
        _columns = [.. active.Select((on, i) => on ? ColumnStore.Create(source.Input, source.Input.Schema[i]) : null)];
    }

    public override long Batch => _batch;

    public override DataViewSchema Schema => _source.Input.Schema;

    /// <summary>Shares the rows of a cursor; not when a column's values cannot be copied.</summary>
    public static DataViewRowCursor[] Split(DataViewRowCursor input, int n)
    {
        if (n <= 1 || input.Schema.Any(c => input.IsColumnActive(c) && c.Type is not (PrimitiveDataViewType or VectorDataViewType))) return [input];
        bool[] active = [.. input.Schema.Select(input.IsColumnActive)];
        var source = new Source(input, n);
        return [.. Enumerable.Range(0, n).Select(_ => new SplitCursor(source, active))];
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Getters.CheckActive(IsColumnActive(column), column);
        return Getters.Cast<TValue>(_columns[column.Index]!.CreateGetter(_row), Schema[column.Index]);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[_row.Index];

    protected override bool MoveNextCore()
    {
        if (++_row.Index < _count) return true;
        _row.Index = 0;
        _count = 0;
        lock (_source)
        {
            while (_count < BatchSize && _source.MoveNext()) Keep();
            if (_count > 0) _batch = _source.NextBatch++;
        }
        return _count > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            lock (_source) _source.Release();
        }
        base.Dispose(disposing);
    }

    private void Keep()
    {
        DataViewRowId id = default;
        _source.Id(ref id);
        if (_count < _ids.Count)
        {
            foreach (IColumnStore? column in _columns) column?.Replace(_count);
            _ids[_count] = id;
        }
        else
        {
            foreach (IColumnStore? column in _columns) column?.Append();
            _ids.Add(id);
        }
        _count++;
    }

    private sealed class Source(DataViewRowCursor input, int users)
    {
        private int _users = users;
        private bool _ended;

        public DataViewRowCursor Input { get; } = input;

        public ValueGetter<DataViewRowId> Id { get; } = input.GetIdGetter();

        public long NextBatch { get; set; }

        public bool MoveNext()
        {
            _ended = _ended || !Input.MoveNext();
            return !_ended;
        }

        public void Release()
        {
            if (--_users == 0) Input.Dispose();
        }
    }
}
