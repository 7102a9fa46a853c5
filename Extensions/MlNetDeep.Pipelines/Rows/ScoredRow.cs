using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>A single scored row over an input row; both added columns come from one pass of the network per position.</summary>
internal sealed class ScoredRow : DataViewRow
{
    private readonly RowScorer _scorer;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly ScoringSession? _session;
    private long _scoredPosition = -2;

    public ScoredRow(RowScorer scorer, DataViewRow input, IEnumerable<DataViewSchema.Column> active)
    {
        _scorer = scorer;
        _input = input;
        _active = new bool[scorer.OutputSchema.Count];
        bool scores = false;
        foreach (DataViewSchema.Column column in active)
        {
            _active[column.Index] = true;
            scores |= scorer.IsAdded(column);
        }
        _session = scores ? scorer.Open(input, capacity: 1) : null;
    }

    public override DataViewSchema Schema => _scorer.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index]) RowErrors.Inactive(nameof(column));
        return _scorer.IsAdded(column)
            ? RowErrors.As<TValue>(_session!.GetGetter(column, ScoredSlot), column)
            : _input.GetGetter<TValue>(_scorer.InputSchema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }

    private int ScoredSlot()
    {
        if (_scoredPosition != _input.Position)
        {
            _session!.Take(0);
            _session.Score(1);
            _scoredPosition = _input.Position;
        }
        return 0;
    }
}
