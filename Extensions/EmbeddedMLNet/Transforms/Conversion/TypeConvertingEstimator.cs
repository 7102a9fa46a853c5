using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another type.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    private readonly InputOutputColumnPair[] _columns;
    private readonly DataKind _kind;

    internal TypeConvertingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, DataKind kind) : base(env, new TypeConvertingTransformer(env, columns, kind))
    {
        _columns = columns;
        _kind = kind;
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            // As in ML.NET, a shape does not foretell that keys stay keys, and keeps all annotations.
            PrimitiveDataViewType item = TypeConvertingTransformer.TypeOf(_kind);
            if (!StandardConversions.TryGet(input.ItemType, item, out _)) throw ArgumentErrors.Invalid(nameof(inputSchema), $"Don't know how to convert {pair.InputColumnName} into {item}");
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, item, false, input.Annotations);
        }));
    }
}
