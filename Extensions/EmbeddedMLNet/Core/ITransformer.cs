using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Maps a data view to another one, lazily. Made by the <c>Fit</c> of an <see cref="IEstimator{TTransformer}"/>.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>Whether each output row depends on one input row only, which prediction engines need.</summary>
    bool IsRowToRowMapper { get; }

    /// <summary>The schema of the output for a schema of the input; checks that the columns fit.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The transformed view; nothing is computed until it is read.</summary>
    /// <param name="input">The view to transform.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    IDataView Transform(IDataView input);

    /// <summary>The mapping of one row.</summary>
    /// <param name="inputSchema">The schema of the input.</param>
    /// <exception cref="InvalidOperationException"><see cref="IsRowToRowMapper"/> is false.</exception>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
