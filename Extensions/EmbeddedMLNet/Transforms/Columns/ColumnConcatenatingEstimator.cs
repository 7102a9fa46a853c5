using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Joins columns of one item type into a vector.</summary>
public sealed class ColumnConcatenatingEstimator : TrivialEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, string[]? inputColumnNames)
        : base(env, new ColumnConcatenatingTransformer(env, outputColumnName, Inputs(outputColumnName, inputColumnNames)))
    {
        _output = outputColumnName;
        _inputs = Inputs(outputColumnName, inputColumnNames);
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] inputs = [.. _inputs.Select(name => inputSchema.Find(name))];
        foreach (SchemaShape.Column input in inputs)
        {
            if (!input.ItemType.Equals(inputs[0].ItemType) || input.IsKey != inputs[0].IsKey)
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, $"{ItemText(inputs[0])} or a vector of it", input.GetTypeString());
        }
        bool variable = inputs.Any(i => i.Kind == SchemaShape.Column.VectorKind.VariableVector);
        var annotations = new List<SchemaShape.Column>();
        if (!variable && inputs.Any(i => i.Kind == SchemaShape.Column.VectorKind.Scalar || i.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out _)))
            annotations.Add(AnnotationKinds.SlotNamesShape);
        if (inputs.All(i => i.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out _))) annotations.Add(AnnotationKinds.IsNormalizedShape);
        return inputSchema.With(new SchemaShape.Column(
            _output, variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector, inputs[0].ItemType, inputs[0].IsKey, new SchemaShape(annotations)));
    }

    private static string ItemText(SchemaShape.Column column) => column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;

    private static string[] Inputs(string output, string[]? inputs) => inputs is null or [] ? [output] : inputs;
}
