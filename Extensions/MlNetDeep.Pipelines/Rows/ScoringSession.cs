using Microsoft.ML;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>Takes rows into numbered slots, scores all of them in one pass, and hands out the added columns slot by slot.</summary>
internal sealed class ScoringSession(DeepModel model, RowReader[] readers, int firstAddedColumn, int capacity)
{
    private readonly float[][] _inputs = [.. model.Inputs.Select(input => new float[capacity * input.Length])];
    private readonly float[][] _kept = [.. model.Heads.Select(head => new float[capacity * head.Length])];

    /// <summary>Reads what scoring needs from the row that the input stands on.</summary>
    public void Take(int slot)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            int length = model.Inputs[i].Length;
            readers[i](_inputs[i].AsSpan(slot * length, length));
        }
    }

    /// <summary>Scores the slots 0 to <paramref name="count"/> - 1.</summary>
    public void Score(int count) => model.Score(_inputs, count, _kept);

    /// <summary>A getter, of the type that the column has, that reads the slot which <paramref name="slot"/> names at each call.</summary>
    public Delegate GetGetter(DataViewSchema.Column column, Func<int> slot)
    {
        int place = column.Index - firstAddedColumn, head = 0;
        while (place >= model.Heads[head].ColumnNames.Count) place -= model.Heads[head++].ColumnNames.Count;
        return model.Heads[head].GetGetter(place, _kept[head], slot);
    }
}
