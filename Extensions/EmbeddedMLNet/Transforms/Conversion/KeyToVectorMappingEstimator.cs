using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by vectors with a one at the key's place.</summary>
public sealed class KeyToVectorMappingEstimator : TrivialEstimator<KeyToVectorMappingTransformer>
{
    private readonly InputOutputColumnPair[] _columns;
    private readonly bool _count;

    internal KeyToVectorMappingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, bool outputCountVector) : base(env, new KeyToVectorMappingTransformer(env, columns, outputCountVector))
    {
        _columns = columns;
        _count = outputCountVector;
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            bool variable = input.Kind == SchemaShape.Column.VectorKind.VariableVector && !_count;
            var annotations = new List<SchemaShape.Column>();
            bool named = input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values) && values.ItemType is TextDataViewType;
            if (named && (input.Kind != SchemaShape.Column.VectorKind.VariableVector || _count)) annotations.Add(AnnotationKinds.SlotNamesShape);
            if (!_count && !variable) annotations.Add(AnnotationKinds.CategoricalSlotRangesShape);
            if (input.Kind == SchemaShape.Column.VectorKind.Scalar || !_count) annotations.Add(AnnotationKinds.IsNormalizedShape);
            return new SchemaShape.Column(
                pair.OutputColumnName, variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(annotations));
        }));
    }
}
