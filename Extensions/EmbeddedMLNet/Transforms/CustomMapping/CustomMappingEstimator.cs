using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Computes columns with a function of the user.</summary>
/// <typeparam name="TSrc">A class whose members are the columns that it reads.</typeparam>
/// <typeparam name="TDst">A class whose members are the columns that it makes.</typeparam>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName, SchemaDefinition? inputSchemaDefinition, SchemaDefinition? outputSchemaDefinition)
        : base(env, new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (DataViewSchema.Column column in Transformer.ReadSchema)
        {
            SchemaShape.Column expected = SchemaShape.Column.Of(column);
            SchemaShape.Column actual = inputSchema.Find(column.Name);
            // Where the class takes vectors of any size, those of a known size are welcome too.
            bool kindFits = expected.Kind == actual.Kind ||
                (expected.Kind == SchemaShape.Column.VectorKind.VariableVector && actual.Kind == SchemaShape.Column.VectorKind.Vector);
            if (!kindFits || expected.IsKey != actual.IsKey || !expected.ItemType.Equals(actual.ItemType))
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", column.Name, expected.GetTypeString(), actual.GetTypeString());
        }
        return inputSchema.With(SchemaShape.Create(Transformer.AddedSchema));
    }
}
