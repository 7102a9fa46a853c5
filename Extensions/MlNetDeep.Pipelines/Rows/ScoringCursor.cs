using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>
/// Reads a block of rows ahead, scores them in one pass of the network and then hands them out one by one. When no added column
/// is asked for, the rows pass through unread.
/// </summary>
internal sealed class ScoringCursor : DataViewRowCursor
{
    // Who reads one row only does not pay for a thousand; who reads on soon has full batches.
    private const int FirstBlock = 16;

    private readonly RowScorer _scorer;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly ScoringSession? _session;
    private readonly BufferedColumn?[] _buffered;
    private readonly BufferedColumn[] _taken = [];
    private readonly long[] _batches;
    private readonly DataViewRowId[] _ids;
    private ValueGetter<DataViewRowId>? _inputId;
    private readonly int _capacity;

    private int _wanted = FirstBlock;
    private int _count;
    private int _slot = -1;
    private long _position = -1;
    private bool _ended;

    public ScoringCursor(RowScorer scorer, DataViewRowCursor input, IReadOnlyList<DataViewSchema.Column> active)
    {
        _scorer = scorer;
        _input = input;
        _active = new bool[scorer.OutputSchema.Count];
        foreach (DataViewSchema.Column column in active) _active[column.Index] = true;

        _capacity = active.Any(scorer.IsAdded) ? scorer.BatchSize : 1;
        _session = active.Any(scorer.IsAdded) ? scorer.Open(input, _capacity) : null;
        _batches = new long[_capacity];
        _ids = new DataViewRowId[_capacity];
        _buffered = new BufferedColumn?[scorer.InputSchema.Count];
        if (_session is null) return;
        foreach (DataViewSchema.Column column in active.Where(c => !scorer.IsAdded(c)))
            _buffered[column.Index] = BufferedColumn.Create(input, scorer.InputSchema[column.Index], _capacity);
        _taken = [.. _buffered.OfType<BufferedColumn>()];
    }

    public override DataViewSchema Schema => _scorer.OutputSchema;

    public override long Position => _position;

    public override long Batch => _session is null ? _input.Batch : _slot < 0 ? 0 : _batches[_slot];

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override bool MoveNext()
    {
        if (_ended) return false;
        if (_session is null ? _input.MoveNext() : ++_slot < _count || Fill())
        {
            _position++;
            return true;
        }
        _ended = true;
        _position = -1;
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        if (_session is null) return _input.GetIdGetter();
        // Most readers never ask for identifiers, which then cost nothing; who asks does so before the first row.
        _inputId ??= _input.GetIdGetter();
        return (ref DataViewRowId id) => id = _ids[_slot];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index]) RowErrors.Inactive(nameof(column));
        if (_session is null) return _input.GetGetter<TValue>(_scorer.InputSchema[column.Index]);
        Delegate getter = _scorer.IsAdded(column) ? _session.GetGetter(column, CurrentSlot) : _buffered[column.Index]!.GetGetter(CurrentSlot);
        return RowErrors.As<TValue>(getter, column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }

    private int CurrentSlot() => _slot;

    private bool Fill()
    {
        _count = 0;
        int wanted = Math.Min(_wanted, _capacity);
        _wanted = 2 * wanted;
        while (_count < wanted && _input.MoveNext())
        {
            _session!.Take(_count);
            foreach (BufferedColumn column in _taken) column.Take(_count);
            _batches[_count] = _input.Batch;
            _inputId?.Invoke(ref _ids[_count]);
            _count++;
        }
        _slot = 0;
        if (_count == 0) return false;
        _session!.Score(_count);
        return true;
    }
}
