using Microsoft.ML;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>Takes rows into numbered slots, scores all of them in one pass, and hands out the added columns slot by slot.</summary>
internal abstract class ScoringSession
{
    /// <summary>Reads what scoring needs from the row that the input stands on.</summary>
    public abstract void Take(int slot);

    /// <summary>Scores the slots 0 to <paramref name="count"/> - 1.</summary>
    public abstract void Score(int count);

    /// <summary>A getter, of the type that the column has, that reads the slot which <paramref name="slot"/> names at each call.</summary>
    public abstract Delegate GetGetter(DataViewSchema.Column column, Func<int> slot);
}
