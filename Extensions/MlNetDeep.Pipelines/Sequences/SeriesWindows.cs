using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Sequences;

/// <summary>The windows of a series, each with what follows it.</summary>
internal static class SeriesWindows
{
    public static IDataView Of(MLContext context, IReadOnlyList<float> series, int windowSize, int horizon)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(WindowRow));
        definition[nameof(WindowRow.Window)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, windowSize);
        definition[nameof(WindowRow.Label)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, horizon);
        float[] values = [.. series];
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, values.Length - windowSize - horizon + 1).Select(i => new WindowRow { Window = values[i..(i + windowSize)], Label = values[(i + windowSize)..(i + windowSize + horizon)] }), definition);
    }

    internal sealed class WindowRow
    {
        public float[] Window { get; set; } = [];

        public float[] Label { get; set; } = [];
    }
}
