using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines;

/// <summary>
/// What the transformers of this library share: saving, loading by kind, and the row-to-row view of the data. A subclass says
/// which columns it adds and how rows are scored.
/// </summary>
public abstract class DeepTransformer : ITransformer
{
    private protected DeepTransformer(IHostEnvironment env) => Environment = env;

    private protected IHostEnvironment Environment { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>The name under which the transformer is stored in model files: frozen once released.</summary>
    internal abstract string Kind { get; }

    internal abstract void WritePayload(BinaryWriter writer);

    /// <summary>Checks the input columns and describes how rows of this schema are scored.</summary>
    private protected abstract RowScorer CreateScorer(DataViewSchema inputSchema);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return CreateScorer(inputSchema).OutputSchema;
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringRowMapper(CreateScorer(inputSchema));
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredDataView(input, CreateScorer(input.Schema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelBridge.Save(this, ctx);

    internal static DeepTransformer Read(IHostEnvironment env, string kind, BinaryReader reader) => kind switch
    {
        ImageClassificationTransformer.ModelKind => ImageClassificationTransformer.Read(env, reader),
        _ => throw new InvalidDataException($"The model file holds a transformer of the kind '{kind}', which this version does not know; it was written by a later one."),
    };
}
