using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>Scores one row at a time, as a prediction engine asks for it.</summary>
internal sealed class ScoringRowMapper(RowScorer scorer) : IRowToRowMapper
{
    public DataViewSchema InputSchema => scorer.InputSchema;

    public DataViewSchema OutputSchema => scorer.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        scorer.InputsFor(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activeColumns);
        return new ScoredRow(scorer, input, activeColumns);
    }
}
