namespace Microsoft.ML.Data;

/// <summary>
/// The rows of a cursor in random order: the pool is the next rows in a ring; the one that is shown is chosen among them and changes
/// places with the first, whose place the next row takes.
/// </summary>
internal sealed class ShuffleCursor : CountingCursor
{
    private readonly DataViewRowCursor _input;
    private readonly Random _random;
    private readonly int _poolSize;
    private readonly IColumnStore?[] _columns;
    private readonly ValueGetter<DataViewRowId> _inputId;
    private readonly List<DataViewRowId> _ids = [];
    private readonly List<int> _ring = [];
    private int _first;
    private int _count;
    private readonly StoredRow _row = new() { Index = -1 };
    private bool _inputEnded;

    public ShuffleCursor(DataViewRowCursor input, bool[] active, Random random, int poolSize)
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
        return Getters.Cast<TValue>(_columns[column.Index]!.CreateGetter(_row), Schema[column.Index]);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[_row.Index];

    protected override bool MoveNextCore()
    {
        while (!_inputEnded && _count < _poolSize) ReadOne();
        if (_count == 0) return false;
        int chosen = (_first + _random.Next(_count)) % _ring.Count;
        _row.Index = _ring[chosen];
        _ring[chosen] = _ring[_first];
        _ring[_first] = _row.Index;
        _first = (_first + 1) % _ring.Count;
        _count--;
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
        if (_ring.Count < _poolSize)
        {
            foreach (IColumnStore? column in _columns) column?.Append();
            _ring.Add(_ids.Count);
            _ids.Add(id);
        }
        else
        {
            // The pool was full, so the place before the first is that of the row which was shown last.
            int place = _ring[(_first + _count) % _ring.Count];
            foreach (IColumnStore? column in _columns) column?.Replace(place);
            _ids[place] = id;
        }
        _count++;
    }
}
