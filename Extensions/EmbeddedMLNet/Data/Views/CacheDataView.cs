using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Keeps the columns of a view in memory after they were read once. A column that is asked for later costs another pass over the
/// source. Columns whose values own resources, such as images, cannot be kept and are left out.
/// </summary>
internal sealed class CacheDataView : IDataView
{
    private readonly IDataView _source;
    private readonly int[] _sourceIndex;
    private readonly IColumnStore?[] _columns;
    private readonly Lock _lock = new();
    private readonly HashSet<int> _prefetch;
    private List<DataViewRowId>? _ids;
    private long _rows = -1;

    public CacheDataView(IHostEnvironment env, IDataView source, IEnumerable<string> prefetch)
    {
        _source = source;
        DataViewSchema.Column[] kept = [.. source.Schema.Where(c => c.Type is PrimitiveDataViewType or VectorDataViewType)];
        if (kept.Length < source.Schema.Count)
        {
            using IChannel channel = env.Start("Cache");
            channel.Warning(MessageSensitivity.Schema, "Columns that cannot be kept in memory are left out: {0}",
                string.Join(", ", source.Schema.Where(c => !kept.Any(k => k.Index == c.Index)).Select(c => c.Name)));
        }
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(kept);
        Schema = builder.ToSchema();
        _sourceIndex = [.. kept.Select(c => c.Index)];
        _columns = new IColumnStore[kept.Length];
        _prefetch = [.. prefetch.Select(name => Schema.GetColumnOrNull(name)?.Index ?? throw SchemaErrors.NotFound("columnsToPrefetch", "prefetch", name))];
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows >= 0 ? _rows : _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = Columns.Active(Schema, columnsNeeded);
        Load(active);
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, checked((int)_rows))];
            rand.Shuffle(order);
        }
        var blocks = new BlockCounter();
        return [.. Enumerable.Range(0, Math.Max(1, n)).Select(_ => new Cursor(this, active, order, blocks))];
    }

    private void Load(bool[] active)
    {
        lock (_lock)
        {
            int[] missing = [.. Enumerable.Range(0, _columns.Length).Where(i => (active[i] || (_rows < 0 && _prefetch.Contains(i))) && _columns[i] is null)];
            if (missing.Length == 0 && _rows >= 0) return;
            using DataViewRowCursor cursor = _source.GetRowCursor(missing.Select(i => _source.Schema[_sourceIndex[i]]));
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            var ids = new List<DataViewRowId>();
            IColumnStore[] stores = [.. missing.Select(i => ColumnStore.Create(cursor, _source.Schema[_sourceIndex[i]]))];
            while (cursor.MoveNext())
            {
                DataViewRowId value = default;
                id(ref value);
                ids.Add(value);
                foreach (IColumnStore store in stores) store.Append();
            }
            for (int i = 0; i < missing.Length; i++) _columns[missing[i]] = stores[i];
            _ids ??= ids;
            _rows = ids.Count;
        }
    }

    private sealed class BlockCounter
    {
        private long _last = -1;

        public long Next() => Interlocked.Increment(ref _last);
    }

    // The cursors of a set share the rows block by block.
    private sealed class Cursor(CacheDataView view, bool[] active, int[]? order, BlockCounter blocks) : CountingCursor
    {
        private const int BlockSize = 64;

        private readonly StoredRow _row = new();
        private long _block;
        private long _place = BlockSize - 1;

        public override long Batch => _block;

        public override DataViewSchema Schema => view.Schema;

        protected override bool MoveNextCore()
        {
            if (++_place == BlockSize)
            {
                _block = blocks.Next();
                _place = 0;
            }
            long place = (_block * BlockSize) + _place;
            if (place >= view._rows) return false;
            _row.Index = order is null ? (int)place : order[place];
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Getters.CheckActive(active[column.Index], column);
            return Getters.Cast<TValue>(view._columns[column.Index]!.CreateGetter(_row), column);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = view._ids![_row.Index];
    }
}
