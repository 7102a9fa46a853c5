using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Joins columns of one item type into a vector.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly string _output;
    private readonly string[] _inputs;

    private readonly ColumnConcatenatingTransformer _transformer;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, string[] inputColumnNames)
    {
        _output = outputColumnName;
        _inputs = inputColumnNames;
        _transformer = new ColumnConcatenatingTransformer(env, outputColumnName, inputColumnNames);
    }

    /// <summary>Gives the transformer; the columns are looked at when it is used.</summary>
    /// <param name="input">The data.</param>
    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _transformer;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] inputs = [.. _inputs.Select(name => inputSchema.Find(name))];
        foreach (SchemaShape.Column input in inputs)
        {
            if (input.IsKey) throw new InvalidOperationException($"Column '{input.Name}' is key. Concatenation of keys is unsupported.");
            if (!input.ItemType.Equals(inputs[0].ItemType))
                throw new InvalidOperationException($"Concatenated columns should have the same type. Column '{input.Name}' has type of {input.ItemType}, but expected column type is {inputs[0].ItemType}.");
        }
        bool variable = inputs.Any(i => i.Kind == SchemaShape.Column.VectorKind.VariableVector);
        var annotations = new List<SchemaShape.Column>();
        if (inputs[0].ItemType is NumberDataViewType && inputs.All(i => i.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out _))) annotations.Add(AnnotationKinds.IsNormalizedShape);
        if (!variable && inputs.Any(i => i.Annotations.TryFindColumn(AnnotationKinds.CategoricalSlotRanges, out _))) annotations.Add(AnnotationKinds.CategoricalSlotRangesShape);
        if (inputs.Any(i => i.Kind == SchemaShape.Column.VectorKind.Scalar || i.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out _))) annotations.Add(AnnotationKinds.SlotNamesShape);
        return inputSchema.With(new SchemaShape.Column(
            _output, variable ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector, inputs[0].ItemType, false, new SchemaShape(annotations)));
    }
}
