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
        if (columns.Length == 0) throw new ArgumentException("there must be at least one column", nameof(columns));
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumExampleCount, 2);
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
        DataViewSchema.Column[] inputs = [.. _columns.Select(p => input.Schema.GetColumnOrNull(p.InputColumnName) ?? throw SchemaErrors.NotFound("inputSchema", "input", p.InputColumnName))];
        SlotStatistics[][] statistics = [.. inputs.Select(c => new SlotStatistics[NormalizingTransformer.SizeOf(c.Type)])];
        using (DataViewRowCursor cursor = input.GetRowCursor(inputs))
        {
            Action[] learners = [.. inputs.Select((c, i) => Learner(cursor, c, statistics[i]))];
            for (long row = 0; row < _maximum && cursor.MoveNext(); row++)
                foreach (Action learner in learners) learner();
        }
        return new NormalizingTransformer(_env, _columns, _kind, [.. statistics.Select(slots => slots.Select(s => s.Finish(_kind)).ToArray())]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            bool number = !input.IsKey && (input.ItemType.Equals(NumberDataViewType.Single) || input.ItemType.Equals(NumberDataViewType.Double));
            if (!number || input.Kind == SchemaShape.Column.VectorKind.VariableVector)
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, "Single, Double or a vector of a known size of them", input.GetTypeString());
            var annotations = new List<SchemaShape.Column> { AnnotationKinds.IsNormalizedShape };
            if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column slots)) annotations.Add(slots);
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, input.ItemType, false, new SchemaShape(annotations));
        }));
    }

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
        var dense = new T[slots.Length];
        return () =>
        {
            getter(ref value);
            value.CopyTo(dense);
            for (int i = 0; i < dense.Length; i++) slots[i].Add(convert(dense[i]));
        };
    }
}
