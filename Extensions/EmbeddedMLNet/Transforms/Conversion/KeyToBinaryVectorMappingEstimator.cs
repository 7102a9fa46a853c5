using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by their binary digits.</summary>
internal sealed class KeyToBinaryVectorMappingEstimator : TrivialEstimator<KeyToBinaryVectorMappingTransformer>
{
    private readonly InputOutputColumnPair[] _columns;

    public KeyToBinaryVectorMappingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, new KeyToBinaryVectorMappingTransformer(env, columns)) => _columns = columns;

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            bool variable = input.Kind == SchemaShape.Column.VectorKind.VariableVector;
            var annotations = new List<SchemaShape.Column>();
            if (!variable && input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values) && values.ItemType is TextDataViewType) annotations.Add(AnnotationKinds.SlotNamesShape);
            if (input.Kind == SchemaShape.Column.VectorKind.Scalar) annotations.Add(AnnotationKinds.IsNormalizedShape);
            return new SchemaShape.Column(
                pair.OutputColumnName, variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, new SchemaShape(annotations));
        }));
    }
}
