namespace Microsoft.ML;

/// <summary>Learns a transformer from data.</summary>
/// <typeparam name="TTransformer">The type of transformer that it learns.</typeparam>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>Learns.</summary>
    /// <param name="input">The training data.</param>
    TTransformer Fit(IDataView input);

    /// <summary>The shape of the output for a shape of the input, so that a pipeline can be checked before it learns.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
