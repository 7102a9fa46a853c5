namespace Microsoft.ML.Data;

/// <summary>
/// The rows of a view in random order, within the limits of a pool: rows are read into the pool, and each one shown is chosen from
/// it. A pool at least as large as the view shuffles completely.
/// </summary>
internal sealed class ShuffleDataView(IDataView source, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var random = new Random(rand?.Next() ?? seed);
        bool[] active = Columns.Active(Schema, columnsNeeded);
        return new Cursor(source.GetRowCursor(columnsNeeded, shuffleSource && source.CanShuffle ? random : null), active, random, poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : CountingCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly Random _random;
        private readonly int _poolSize;
        private readonly IColumnStore?[] _columns;
        private readonly ValueGetter<DataViewRowId> _inputId;
        private readonly List<DataViewRowId> _ids = [];
        private readonly List<int> _free = [];
        private readonly List<int> _filled = [];
        private int _current;
        private bool _inputEnded;

        public Cursor(DataViewRowCursor input, bool[] active, Random random, int poolSize)
        {
            _input = input;
            _random = random;
            _poolSize = poolSize;
            _columns = [.. active.Select((on, i) => on ? ColumnStore.Create(input, input.Schema[i]) : null)];
            _inputId = input.GetIdGetter();
        }

        public override DataViewSchema Schema => _input.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _columns[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Getters.CheckActive(IsColumnActive(column), column);
            return Getters.Cast<TValue>(_columns[column.Index]!.CreateGetter(() => _current), Schema[column.Index]);
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[_current];

        protected override bool MoveNextCore()
        {
            // The place of the row that was shown is free only now that the cursor leaves it.
            if (Position >= 0) _free.Add(_current);
            while (!_inputEnded && _filled.Count < _poolSize) ReadOne();
            if (_filled.Count == 0) return false;
            int chosen = _random.Next(_filled.Count);
            _current = _filled[chosen];
            _filled[chosen] = _filled[^1];
            _filled.RemoveAt(_filled.Count - 1);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _input.Dispose();
            base.Dispose(disposing);
        }

        private void ReadOne()
        {
            if (!_input.MoveNext())
            {
                _inputEnded = true;
                return;
            }
            DataViewRowId id = default;
            _inputId(ref id);
            if (_free.Count > 0)
            {
                int place = _free[^1];
                _free.RemoveAt(_free.Count - 1);
                foreach (IColumnStore? column in _columns) column?.Replace(place);
                _ids[place] = id;
                _filled.Add(place);
                return;
            }
            foreach (IColumnStore? column in _columns) column?.Append();
            _filled.Add(_ids.Count);
            _ids.Add(id);
        }
    }
}
