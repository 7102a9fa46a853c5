using Microsoft.ML;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>The lazy result of a transform: nothing is read or scored before a cursor moves.</summary>
internal sealed class ScoredDataView(IDataView input, RowScorer scorer) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema => scorer.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] active = Own(columnsNeeded);
        return new ScoringCursor(scorer, input.GetRowCursor(scorer.InputsFor(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] active = Own(columnsNeeded);
        return [.. input.GetRowCursorSet(scorer.InputsFor(active), n, rand).Select(cursor => new ScoringCursor(scorer, cursor, active))];
    }

    private DataViewSchema.Column[] Own(IEnumerable<DataViewSchema.Column> columns) => [.. columns.Select(c => Schema[c.Index])];
}
