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
        foreach (string name in _columns) inputSchema.Find(name);
        return new SchemaShape(inputSchema.Where(c => _columns.Contains(c.Name) != _drop));
    }
}
