using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by the values that they stand for.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    private readonly InputOutputColumnPair[] _columns;

    internal KeyToValueMappingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, new KeyToValueMappingTransformer(env, columns)) => _columns = columns;

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            if (!input.IsKey) throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, "KeyType", input.GetTypeString());
            if (!input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out SchemaShape.Column values))
                throw ArgumentErrors.Invalid(nameof(inputSchema), $"Input column '{input.Name}' doesn't contain key values metadata");
            SchemaShape? slots = input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column names) ? new SchemaShape([names]) : null;
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, values.ItemType, values.IsKey, slots);
        }));
    }
}
