using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Keeps or leaves out columns.</summary>
public sealed class ColumnSelectingEstimator : TrivialEstimator<ColumnSelectingTransformer>
{
    private readonly string[] _columns;
    private readonly bool _drop;

    internal ColumnSelectingEstimator(IHostEnvironment env, string[] columns, bool drop, bool keepHidden)
        : base(env, new ColumnSelectingTransformer(env, columns, drop, keepHidden))
    {
        _columns = columns;
        _drop = drop;
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column[] named = [.. _columns.Select(name => inputSchema.Find(name))];
        return new SchemaShape(_drop ? inputSchema.Where(c => !_columns.Contains(c.Name)) : named);
    }
}
