using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces values by those that a table gives.</summary>
public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    private readonly InputOutputColumnPair[] _columns;

    internal ValueMappingEstimator(IHostEnvironment env, IDataView lookupMap, DataViewSchema.Column keyColumn, DataViewSchema.Column valueColumn, InputOutputColumnPair[] columns)
        : base(env, new ValueMappingTransformer(env, ValueMappingTransformer.Read(lookupMap, keyColumn, valueColumn), columns)) => _columns = columns;

    /// <inheritdoc/>
    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        DataViewSchema.DetachedColumn values = Transformer.Lookup.Values;
        var vector = values.Type as VectorDataViewType;
        SchemaShape.Column.VectorKind kind = vector is null ? SchemaShape.Column.VectorKind.Scalar
            : vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector;
        bool isKey = values.Type is KeyDataViewType;
        DataViewType item = isKey ? NumberDataViewType.UInt32 : MissingValues.ItemOf(values.Type);
        SchemaShape annotations = SchemaShape.Create(values.Annotations.Schema);
        return inputSchema.With([.. _columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            if (input.Kind != SchemaShape.Column.VectorKind.Scalar && vector is not null)
                throw new NotSupportedException($"Column '{pair.InputColumnName}' cannot be mapped to values when the column and the map values are both vector type.");
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind == SchemaShape.Column.VectorKind.Scalar ? kind : input.Kind, item, isKey, annotations);
        })]);
    }
}
