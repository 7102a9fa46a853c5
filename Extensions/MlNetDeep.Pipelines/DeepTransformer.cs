using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines;

/// <summary>
/// Scores rows with a trained network. Made by the estimators of <see cref="DeepCatalog"/>, saved and loaded as a part of ML.NET's
/// model files, safe to use from many threads at once. A cursor scores a batch of rows in one pass of the network, a prediction
/// engine row by row; one pass serves all added columns.
/// </summary>
public sealed class DeepTransformer : ITransformer
{
    internal DeepTransformer(DeepModel model) => Model = model;

    /// <summary>True.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The trained network. Do not change its weights: the transformer scores with a copy of them made when it was created.</summary>
    public Network Network => Model.Network;

    /// <summary>The estimator that made the transformer, such as "ImageClassification".</summary>
    public string Task => Model.Task;

    /// <summary>The columns that scoring reads.</summary>
    public IReadOnlyList<string> InputColumnNames => [.. Model.Inputs.SelectMany(input => input.ColumnNames).Distinct()];

    /// <summary>The columns that are added, in their order.</summary>
    public IReadOnlyList<string> OutputColumnNames => [.. Model.Heads.SelectMany(head => head.ColumnNames)];

    /// <summary>The classes, in the order of the scores: the key values of the label as text; empty where no classes are predicted.</summary>
    public IReadOnlyList<string> ClassNames => [.. Model.Heads.SelectMany(head => head.ClassNames)];

    internal DeepModel Model { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that scoring reads is missing or has another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowScorer(Model, inputSchema).OutputSchema;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that scoring reads is missing or has another type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringRowMapper(new RowScorer(Model, inputSchema));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that scoring reads is missing or has another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredDataView(input, new RowScorer(Model, input.Schema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelBridge.Save(this, ctx);

    internal static DeepTransformer Read(string kind, BinaryReader reader) => kind == DeepModel.Kind
        ? new DeepTransformer(DeepModel.Read(reader))
        : throw new InvalidDataException($"The model file holds a transformer of the kind '{kind}', which this version does not know; it was written by a later one.");
}
