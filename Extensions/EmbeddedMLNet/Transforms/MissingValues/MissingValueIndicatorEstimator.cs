using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Tells whether values are missing.</summary>
public sealed class MissingValueIndicatorEstimator : TrivialEstimator<MissingValueIndicatorTransformer>
{
    private readonly InputOutputColumnPair[] _columns;

    internal MissingValueIndicatorEstimator(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, new MissingValueIndicatorTransformer(env, columns)) => _columns = columns;

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            // A shape tells the type of a key's number only, and integers are never missing: ML.NET finds no column then.
            if (!MissingValues.IsReal(input.ItemType)) throw SchemaErrors.NotFound(nameof(inputSchema), "input", pair.InputColumnName);
            var annotations = new List<SchemaShape.Column>();
            if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column slots)) annotations.Add(slots);
            annotations.Add(AnnotationKinds.IsNormalizedShape);
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, BooleanDataViewType.Instance, false, new SchemaShape(annotations));
        }));
    }
}
