using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns the scale of columns.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly IHostEnvironment _env;
    private readonly InputOutputColumnPair[] _columns;
    private readonly long _maximum;
    private readonly NormalizationKind _kind;

    internal NormalizingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, long maximumExampleCount, NormalizationKind kind)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (maximumExampleCount <= 1) throw new ArgumentOutOfRangeException(nameof(maximumExampleCount), "Must be greater than 1");
        _env = env;
        _columns = columns;
        _maximum = maximumExampleCount;
        _kind = kind;
    }

    /// <summary>Learns in one pass.</summary>
    /// <param name="input">The training data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or holds no numbers.</exception>
    public NormalizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column[] inputs = [.. _columns.Select(p => input.Schema.GetColumnOrNull(p.InputColumnName) ?? throw SchemaErrors.NotFound("data", "input", p.InputColumnName))];
        SlotStatistics[][] statistics = [.. inputs.Select(c => Enumerable.Range(0, NormalizingTransformer.SizeOf(c.Type)).Select(_ => new SlotStatistics()).ToArray())];
        long rows = 0;
        using (DataViewRowCursor cursor = input.GetRowCursor(inputs))
        {
            Action[] learners = [.. inputs.Select((c, i) => Learner(cursor, c, statistics[i]))];
            for (; rows < _maximum && cursor.MoveNext(); rows++)
                foreach (Action learner in learners) learner();
        }
        return new NormalizingTransformer(_env, _columns, _kind, [.. inputs.Zip(statistics, (column, slots) => slots.Select(s => Finish(column, s, rows)).ToArray())]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            if (input.Kind == SchemaShape.Column.VectorKind.VariableVector)
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, "known-size vector or scalar", input.GetTypeString());
            if (input.IsKey || !MissingValues.IsReal(input.ItemType))
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, "vector or scalar of Single or Double", input.GetTypeString());
            var annotations = new List<SchemaShape.Column> { AnnotationKinds.IsNormalizedShape };
            if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column slots)) annotations.Add(slots);
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, input.ItemType, false, new SchemaShape(annotations));
        }));
    }

    private (double Offset, double Scale) Finish(DataViewSchema.Column column, SlotStatistics slot, long rows) =>
        MissingValues.ItemOf(column.Type).Equals(NumberDataViewType.Single) ? slot.Finish<float>(_kind, rows) : slot.Finish<double>(_kind, rows);

    private static Action Learner(DataViewRow row, DataViewSchema.Column column, SlotStatistics[] slots)
    {
        if (column.Type.RawType == typeof(float)) return ScalarLearner<float>(row, column, slots, static v => v);
        if (column.Type.RawType == typeof(double)) return ScalarLearner<double>(row, column, slots, static v => v);
        if (column.Type.RawType == typeof(VBuffer<float>)) return VectorLearner<float>(row, column, slots, static v => v);
        return VectorLearner<double>(row, column, slots, static v => v);
    }

    private static Action ScalarLearner<T>(DataViewRow row, DataViewSchema.Column column, SlotStatistics[] slots, Func<T, double> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            slots[0].Add(convert(value));
        };
    }

    private static Action VectorLearner<T>(DataViewRow row, DataViewSchema.Column column, SlotStatistics[] slots, Func<T, double> convert)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            ReadOnlySpan<T> values = value.GetValues();
            ReadOnlySpan<int> indices = value.GetIndices();
            for (int i = 0; i < values.Length; i++) slots[value.IsDense ? i : indices[i]].Add(convert(values[i]));
        };
    }
}
